// Moves entries in their list, by buttons and by dragging, and says where they are now; saving keeps the order.
// Without it, the buttons save the form and move.
const said = document.querySelector("[data-announce]");
const form = said?.closest("form");
const kept = (list) => [...list.querySelectorAll(":scope > [data-row]")];

function settle(row) {
  const list = row.parentElement;
  const section = row.closest("[data-section]");
  const rows = kept(list);
  rows.forEach((each, place) => {
    each.querySelector("[data-move=up]").disabled = place === 0;
    each.querySelector("[data-move=down]").disabled = place === rows.length - 1;
  });
  const order = section.querySelector("[data-order]");
  order.value = [...section.querySelectorAll("[data-row]")].map((each) => each.dataset.row).join(",");
  order.dispatchEvent(new Event("input", { bubbles: true }));
  row.querySelector("[data-unsaved]").hidden = false;
  row.querySelector("[data-unsaved]").setAttribute("data-refused", "");
  const words = { title: row.querySelector(".what").textContent.trim(), place: rows.indexOf(row) + 1, count: rows.length };
  said.textContent = section.dataset.moved.replace(/\{(title|place|count)\}/g, (_whole, name) => words[name]);
}

function step(button) {
  const row = button.closest("[data-row]");
  const rows = kept(row.parentElement);
  const isUp = button.dataset.move === "up";
  const neighbour = rows[rows.indexOf(row) + (isUp ? -1 : 1)];
  if (!neighbour) return;
  neighbour[isUp ? "before" : "after"](row);
  settle(row);
  // Moving an element takes its focus, and so does switching its button off at the end of the list.
  (button.disabled ? row.querySelector("[data-move]:not(:disabled)") : button).focus();
  row.scrollIntoView({ block: "nearest" });
}

// The row follows the pointer among its neighbours. Moving an element ends the capture of its pointer, so the whole
// document is listened to.
function drag(row) {
  const list = row.parentElement;
  const before = kept(list).indexOf(row);
  const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
  const move = (event) => {
    const others = kept(list).filter((other) => other !== row);
    const next = others.find((other) => middle(other) > event.clientY);
    if (next && next !== row.nextElementSibling) next.before(row);
    if (!next && others.length) others.at(-1).after(row);
  };
  const drop = () => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", drop);
    document.removeEventListener("pointercancel", drop);
    row.classList.remove("dragged");
    if (kept(list).indexOf(row) !== before) settle(row);
  };
  row.classList.add("dragged");
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", drop);
}

if (form) {
  form.querySelectorAll("[data-grip]").forEach((grip) => { grip.hidden = false; });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    step(button);
  });
  form.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button) return;
    event.preventDefault();
    drag(grip.closest("[data-row]"));
  });
}
