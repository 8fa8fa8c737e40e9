// Shows the whole page beside the form and follows what is typed. Without this script its buttons do the same.
const WAIT = 800; // milliseconds after the last key
const KEPT = "whole-page";
const pane = document.querySelector(".whole-page");
const form = pane && document.getElementById("mission_form");

if (form) {
  const frame = pane.querySelector("iframe");
  const state = pane.querySelector("[role=status]");
  const isWide = matchMedia("(min-width: 1100px)");
  let timer, asked, place = "", shownPlace = "";

  async function refresh() {
    clearTimeout(timer);
    if (!pane.open || !isWide.matches) return;
    asked?.abort();
    const mine = (asked = new AbortController());
    try {
      const answer = await fetch(pane.dataset.address, {
        method: "POST",
        body: new FormData(form),
        signal: mine.signal,
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      const isSentence = answer.headers.get("Content-Type")?.startsWith("text/plain");
      const text = await answer.text();
      if (answer.ok && !answer.redirected) show(text);
      else say(isSentence ? text : pane.dataset.failed);
    } catch (error) {
      if (error.name !== "AbortError") say(pane.dataset.failed);
    }
  }

  // A page that is already there keeps its scroll: only what it says is exchanged.
  function show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const there = frame.contentDocument?.querySelector("#draft") && frame.contentDocument;
    say(page.querySelector(".left-out") ? pane.dataset.leftOut : "");
    if (there) {
      there.querySelector("main").replaceWith(there.adoptNode(page.querySelector("main")));
      follow();
    } else {
      frame.srcdoc = html;
    }
  }

  function say(words) {
    if (state.textContent !== words) state.textContent = words;
  }

  // The page stands at the entry that is being edited, and moves when another one is.
  function follow() {
    const page = frame.contentDocument;
    const draft = page?.querySelector("#draft");
    if (!draft || !place || place === shownPlace) return;
    const words = draft.dataset.places.split(" ");
    const row = words.indexOf(place);
    const there = page.getElementById(row < 0 ? place : words[row + 1]);
    if (!there) return;
    there.scrollIntoView();
    shownPlace = place;
  }

  // An entry is named as on the page, a new one by its form, a field of the mission by itself.
  function noteplace(target) {
    const entry = target.closest?.(".entry");
    if (entry) place = entry.dataset.form ?? entry.id;
    else if (target.name && !target.name.startsWith("_")) place = `mission-${target.name}`;
    follow();
  }

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT);
  };
  for (const type of ["input", "change"]) form.addEventListener(type, soon);
  for (const type of ["formset:added", "formset:removed", "entry:opened"]) document.addEventListener(type, soon);
  form.addEventListener("focusin", (event) => noteplace(event.target));
  document.addEventListener("entry:opened", (event) => noteplace(event.target));

  pane.querySelector("[data-refresh]").addEventListener("click", (event) => {
    event.preventDefault();
    refresh();
  });
  pane.addEventListener("toggle", () => {
    localStorage.setItem(KEPT, pane.open ? "open" : "");
    refresh();
  });
  isWide.addEventListener("change", refresh);

  // Links lead out of the small page into a tab of their own; those within it stay, whatever address it has.
  frame.addEventListener("load", () => {
    const page = frame.contentDocument;
    page?.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      const address = link?.getAttribute("href") ?? "";
      if (address.startsWith("#")) {
        event.preventDefault();
        page.getElementById(decodeURIComponent(address.slice(1)))?.scrollIntoView();
      } else if (link) {
        link.target = "_blank";
        link.rel = "noopener";
      }
    });
    shownPlace = "";
    follow();
  });

  if (localStorage.getItem(KEPT) && isWide.matches) pane.open = true;
}
