// Gives the pickers of other rows their field's name, which Select2 leaves out while nothing is chosen.
const name = (root) => root.querySelectorAll(".select2-selection[role=combobox]").forEach((picker) => {
  const label = picker.closest(".form-row")?.querySelector("label");
  if (!label || picker.dataset.named) return;
  picker.dataset.named = "yes";
  label.id ||= `${label.htmlFor}_label`;
  picker.setAttribute("aria-labelledby", `${label.id} ${picker.getAttribute("aria-labelledby") ?? ""}`.trim());
  // What is chosen calls itself a text box, which needs a name as well.
  picker.querySelector("[role=textbox]")?.setAttribute("aria-labelledby", label.id);
});
// Both times after Django's own script, which starts Select2.
window.django.jQuery(() => name(document));
document.addEventListener("formset:added", (event) => name(event.target));
