/* Citing made quick: a sign beside the statement at hand leads to its reference, and buttons copy. All works without. */
const list = document.querySelector("[data-statements]");
const box = document.getElementById("cite");
const STATEMENT = /^(mission-(summary|dates|headquarters)|(figure|leader|quotation|relation)-[^.]+|(?!cite-).+\.\d+)$/;

if (list) {
  const sign = document.createElement("a");
  sign.className = "pilcrow";
  sign.textContent = "¶";
  sign.title = list.dataset.statements;
  sign.setAttribute("aria-label", list.dataset.statements);

  const statementAt = (node) => {
    let element = node instanceof Element ? node : node?.parentElement;
    while (element && !STATEMENT.test(element.id)) element = element.parentElement;
    return element;
  };
  const show = (statement) => {
    if (!statement) return sign.remove();
    if (statement.contains(sign)) return;
    sign.href = `${list.getAttribute("href")}#${statement.id}`;
    // After the last word: of a row in its last cell, of an item above what stands below it.
    const place = statement.querySelector("td:last-child, .person, .speaker") ?? statement;
    place.insertBefore(sign, place.querySelector(":scope > :is(ul, ol, .note)"));
  };
  const opened = () => show(statementAt(document.getElementById(decodeURIComponent(location.hash.slice(1)))));

  document.addEventListener("pointerover", ({ target }) => {
    if (document.activeElement !== sign) show(statementAt(target));
  });
  document.addEventListener("focusin", ({ target }) => show(statementAt(target)));
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection.isCollapsed) show(statementAt(selection.focusNode));
  });
  addEventListener("hashchange", opened);
  opened();
}

if (box && navigator.clipboard) {
  for (const words of box.querySelectorAll(".reference-words, .file")) {
    const button = document.createElement("button");
    button.className = "copy";
    button.textContent = box.dataset.copy;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(words.innerText);
      button.textContent = box.dataset.copied;
    });
    words.after(button);
  }
}
