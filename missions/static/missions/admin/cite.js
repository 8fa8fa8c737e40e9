// Citing at the caret: by typing [@, by the button below a field, and by the cures of what a field lacks.
(() => {
  "use strict";
  const FIELD = "[data-cite]";
  const on = (type, listener) => document.addEventListener(type, listener);
  const fieldOf = (inside) => inside.closest(".markdownx, .cited")?.querySelector(FIELD);
  const isWhole = (field) => ["whole", "needed"].includes(field.dataset.cite);

  // The dialog is fetched when somebody comes to write, so that it is there when it is asked for.
  on("focusin", (event) => {
    if (event.target.matches?.(FIELD)) tell("citing:ready", { cited: event.target.closest(".cited") });
  });

  on("input", (event) => {
    const field = event.target;
    if (!field.matches?.(FIELD) || !/^insert(Composition)?Text$/.test(event.inputType) || !event.data?.endsWith("@")) return;
    const before = field.value.slice(0, field.selectionStart);
    if (/(^|[^\\])\[@$/.test(before)) ask(field, before.length - 2, (item) => `[${item}]`);
    else if (/\[@[^[\]]*;\s*@$/.test(before)) ask(field, before.length - 1, (item) => item);
    else if (isWhole(field) && before.trim() === "@") ask(field, 0, (item) => `[${item}]`);
  });

  on("click", (event) => {
    const button = event.target.closest?.("[data-cite-open], [data-cure]");
    if (!button) return;
    const field = fieldOf(button);
    if (button.matches("[data-cite-open]")) citeAtCaret(field);
    else mend(field, button.dataset);
  });

  function citeAtCaret(field) {
    if (field.dataset.cite === "key") return ask(field, 0, (key) => key, { end: field.value.length, isKeyAlone: true });
    const at = field.selectionEnd;
    const before = field.value.slice(0, at);
    if (/\[@[^[\]]*$/.test(before)) ask(field, at, (item) => `; ${item}`);
    else ask(field, at, (item) => `${before && !/\s$/.test(before) ? " " : ""}[${item}]`);
  }

  // Asks for a source, and puts what was chosen from `start` to where the caret is once the dialog opens.
  function ask(field, start, write, options = {}) {
    let end = options.end ?? field.selectionEnd;
    tell("citing:open", {
      cited: field.closest(".cited"),
      asked: () => {
        end = options.end ?? field.selectionEnd;
        return options.isKeyAlone ? "" : field.value.slice(start, end).replace(/^[\s[;@]+/, "").slice(0, 80);
      },
      isKeyAlone: options.isKeyAlone ?? false,
      mayBeOwn: !options.isKeyAlone && !isWhole(field) && field.dataset.cite !== "note",
      done: (item) => {
        put(field, start, end, write(item));
        // Who goes on writing after a key was replaced, writes after its citation.
        if (options.isKeyAlone) field.selectionStart = field.value.indexOf("]", field.selectionEnd) + 1 || field.selectionEnd;
      },
      // A browser may forget the caret while the dialog is open.
      left: () => (field.focus(), field.setSelectionRange(end, end)),
    });
  }

  function mend(field, { cure, start, end, text, before, found }) {
    [start, end] = [Number(start), Number(end)];
    if (field.value.slice(start - before.length, start) !== before || field.value.slice(start, end) !== found) {
      // The text is another by now: it is checked again.
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    } else if (cure === "put") put(field, start, end, text);
    else if (cure === "key") ask(field, start, (key) => `@${key}`, { end, isKeyAlone: true });
    else ask(field, start, (item) => `${cure === "spaced" ? " " : ""}[${item}]`, { end });
  }

  // As if it had been typed: the browser's own undo takes it back.
  function put(field, start, end, text) {
    field.focus();
    field.setSelectionRange(start, end);
    if (document.execCommand("insertText", false, text)) return;
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  on("citing:failed", (event) => {
    const box = event.detail.cited.querySelector(".cite-faults");
    const words = document.createElement("p");
    words.textContent = box.dataset.failed;
    box.replaceChildren(words);
  });

  const tell = (type, detail) => document.dispatchEvent(new CustomEvent(type, { detail }));
})();
