// A reference that is pasted into the empty box fills the form at once; the button beside it does the same.
(() => {
  "use strict";
  document.addEventListener("paste", (event) => {
    const box = event.target.closest?.("[data-paste]");
    if (!box || box.value.trim()) return;
    // After the browser has put the text there.
    setTimeout(() => box.value.trim() && box.form.requestSubmit(box.form.elements._read));
  });
  addEventListener("load", () => document.getElementById("reading")?.focus());
})();
