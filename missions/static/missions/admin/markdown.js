// Repairs of django-markdownx's editor, loaded before its own script; nothing here is needed to write or to save.
(() => {
  "use strict";
  const EDITOR = ".markdownx-editor";
  const MARK = "data-markdownx-init"; // what its script has started, it leaves alone
  // Listeners on the document in the capture phase hear an event before the editor does.
  const on = (type, listener) => document.addEventListener(type, listener, true);
  const editorOf = (event) => event.target.closest?.(EDITOR);

  // An editor asks for its first preview when somebody comes to write in it, not when the page loads.
  const hold = (root) => root.querySelectorAll(EDITOR).forEach((editor) => editor.setAttribute(MARK, "held"));
  document.addEventListener("DOMContentLoaded", () => hold(document));
  on("formset:added", (event) => hold(event.target));
  on("focusin", (event) => {
    const editor = editorOf(event);
    if (editor?.getAttribute(MARK) === "held") start(editor);
  });

  function start(editor) {
    address(editor);
    editor.removeAttribute(MARK);
    // Its constructor is private: the file is run again and starts every editor that bears no mark.
    const script = document.createElement("script");
    script.src = document.querySelector('script[src*="markdownx/js/markdownx"]').src;
    script.addEventListener("load", () => script.remove());
    document.head.append(script);
  }

  // The citations of the whole entry stand in a field beside the text; the preview needs both.
  function address(editor) {
    const stock = editor.dataset.markdownxUrlsPath.split("?")[0];
    const field = document.getElementsByName(editor.name.replace(/[^-]+$/, "citations"))[0];
    const query = field?.value ? `?citations=${encodeURIComponent(field.value)}` : "";
    editor.dataset.markdownxUrlsPath = stock + query;
  }
  on("input", (event) => {
    const editor = editorOf(event);
    if (editor) address(editor);
  });

  // Tab leaves the editor, and the browser's own keys stay the browser's.
  on("keydown", (event) => {
    const isBrowsers = (event.ctrlKey || event.metaKey) && ["d", "[", "]"].includes(event.key);
    if (editorOf(event) && (event.key === "Tab" || isBrowsers)) event.stopPropagation();
  });

  // Its script stops every drag on the page. Fields get theirs back; a file dropped on a text is refused in words.
  for (const type of ["dragenter", "dragover", "dragleave", "drop"]) {
    on(type, (event) => {
      const field = event.target.closest?.("input, textarea");
      if (!field) return;
      event.stopPropagation();
      if (!event.dataTransfer?.types.includes("Files") || field.type === "file") return;
      event.preventDefault();
      if (type === "drop" && field.matches(EDITOR)) refuseFiles(field);
    });
  }
  on("paste", (event) => {
    const editor = editorOf(event);
    if (!editor || !event.clipboardData?.files.length) return;
    event.stopPropagation();
    // Word processors send a picture of the words along with the words.
    if (event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    refuseFiles(editor);
  });
  function refuseFiles(editor) {
    editor.setCustomValidity(previewOf(editor).dataset.noFiles);
    editor.reportValidity();
    editor.addEventListener("input", () => editor.setCustomValidity(""), { once: true });
  }

  // Whatever came back stands in the preview by now: sentences stay, pages of errors become a sentence.
  const previewOf = (inside) => inside.closest(".markdownx").querySelector(".markdownx-preview");
  on("markdownx.update", (event) => {
    const answer = String(event.detail?.[0] ?? "");
    if (answer.trimStart().startsWith('<div dir="auto" class="preview">')) return;
    const isSentence = answer && answer.length < 500 && !/<[a-z!]/i.test(answer);
    fail(event.target, isSentence ? answer : "");
  });
  on("markdownx.updateError", (event) => fail(event.target, ""));
  function fail(inside, sentence) {
    const preview = previewOf(inside);
    const words = document.createElement("p");
    words.className = "errornote";
    words.textContent = sentence || preview.dataset.failed;
    preview.replaceChildren(words);
  }
})();
