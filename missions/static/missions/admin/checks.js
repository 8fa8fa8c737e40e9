// What a short field or a field of citations lacks, asked of the server as one writes; texts have it in their preview.
(() => {
  "use strict";
  const FIELD = '[data-cite]:not(.markdownx-editor, [data-cite="key"])';
  const waiting = new WeakMap();
  const requests = new WeakMap();

  for (const type of ["focusin", "input"]) {
    document.addEventListener(type, (event) => {
      const field = event.target;
      if (!field.matches?.(FIELD)) return;
      plan(field, type === "input" ? 500 : 0);
      // The citations of an entry and its texts speak for each other.
      if (type === "input") for (const other of [beside(field, "citations"), beside(field, "note")]) again(other, field);
    });
  }

  function again(field, but) {
    if (field && field !== but && field.matches(FIELD)) plan(field, 600);
  }

  function plan(field, wait) {
    clearTimeout(waiting.get(field));
    waiting.set(field, setTimeout(() => check(field), wait));
  }

  const beside = (field, name) => document.getElementsByName(field.name.replace(/[^-]+$/, name))[0];

  // The citations that stand before these on the page.
  function above(field) {
    const all = [...document.querySelectorAll('[data-cite="whole"], [data-cite="needed"]')];
    const before = all.slice(0, all.indexOf(field)).filter((one) => one.value.trim() && one.name.includes("-"));
    return ["whole", "needed"].includes(field.dataset.cite) ? (before.at(-1)?.value ?? "") : "";
  }

  async function check(field) {
    requests.get(field)?.abort();
    const request = new AbortController();
    requests.set(field, request);
    const cited = field.closest(".cited");
    const body = new URLSearchParams({
      content: field.value,
      mode: field.dataset.cite,
      whole: beside(field, "citations")?.value ?? "",
      note: beside(field, "note")?.value ?? "",
      above: above(field),
    });
    const headers = { "X-CSRFToken": field.form.elements.csrfmiddlewaretoken.value, "X-Requested-With": "XMLHttpRequest" };
    try {
      const answer = await fetch(cited.dataset.citing.replace(/citing\/$/, "check/"), { method: "POST", body, headers, signal: request.signal });
      show(cited.querySelector(".cite-faults"), answer.ok, await answer.text());
    } catch (error) {
      // The text is checked again as soon as one goes on writing.
      if (error.name !== "AbortError") show(cited.querySelector(".cite-faults"), true, "");
    }
  }

  function show(box, isRead, said) {
    if (box.dataset.shown === said) return;
    box.dataset.shown = said;
    if (isRead) box.innerHTML = said;
    else box.textContent = said.length < 500 && !said.includes("<") ? said : box.dataset.failed;
  }
})();
