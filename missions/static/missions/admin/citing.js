// The dialog in which a source is chosen: a combobox over the library, then where in the source and its very words.
(() => {
  "use strict";
  let dialog, asking, found = [], active = -1, shownFor = null, chosen = null, after = null, timer, request;
  const part = (name) => dialog.querySelector(name);
  const search = () => part("#citing-search");

  document.addEventListener("citing:ready", (event) => load(event.detail.cited));
  document.addEventListener("citing:open", async ({ detail }) => {
    if (!(await load(detail.cited))) return document.dispatchEvent(new CustomEvent("citing:failed", { detail }));
    asking = detail;
    [chosen, after, found, shownFor] = [null, null, [], null];
    for (const field of dialog.querySelectorAll("#citing-locator, #citing-passage")) field.value = "";
    search().value = detail.asked();
    part("[data-own]").hidden = !detail.mayBeOwn;
    if (part("[data-new]")) part("[data-new]").hidden = !window.showRelatedObjectPopup;
    step("choose");
    if (!dialog.open) dialog.showModal();
    search().focus();
    find();
  });

  let loading;
  function load(cited) {
    loading ??= fetch(cited.dataset.citing)
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
      .then((html) => {
        document.body.insertAdjacentHTML("beforeend", html);
        dialog = document.querySelector("dialog.citing");
        listen();
        return true;
      })
      .catch(() => (loading = null));
    return loading;
  }

  function listen() {
    search().addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(find, 120);
    });
    search().addEventListener("keydown", keys);
    part("#citing-list").addEventListener("mousedown", (event) => event.preventDefault());
    part("#citing-list").addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) pick(found[Number(option.dataset.place)]);
    });
    part("#citing-locator").addEventListener("keydown", (event) => {
      if (event.key === "]") event.preventDefault(), insert();
    });
    part("#citing-passage").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.preventDefault(), insert();
    });
    part("form").addEventListener("submit", (event) => {
      event.preventDefault();
      chosen ? insert() : take("place");
    });
    part("[data-back]").addEventListener("click", () => (step("choose"), search().focus()));
    part("[data-own]").addEventListener("click", () => finish("@editorial"));
    part("[data-cancel]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => asking?.left());
    // Django's own popup of related objects writes the number of the new source here, by jQuery alone.
    const made = part("#id_citing_new");
    if (made) window.django?.jQuery(made).on("change", () => made.value && takeNew(made));
  }

  function keys(event) {
    const typed = search().value.replace(/^[[@]+/, "");
    const to = { ArrowDown: active + 1, ArrowUp: active < 0 ? found.length - 1 : active - 1 }[event.key];
    if (to !== undefined) event.preventDefault(), activate((to + found.length) % (found.length || 1));
    else if (event.key === "Enter") event.preventDefault(), take("place");
    // A citation that is typed by hand, [@key] or [@key, p. 4], is taken as it is typed; a wrong key is marked in the text.
    else if (!/^[a-z0-9][a-z0-9-]*$/.test(typed)) return;
    else if (event.key === "]") event.preventDefault(), finish(`@${typed}`);
    else if (event.key === ",") event.preventDefault(), pick({ key: typed, title: "", about: "" });
  }

  // Takes the active source; what was typed last may still be on its way.
  function take(then) {
    if (shownFor !== search().value) {
      after = after ? "end" : then;
      clearTimeout(timer);
      return find();
    }
    after = null;
    const typed = search().value.replace(/^[[@]+/, "");
    if (typed === "editorial" && asking.mayBeOwn) finish("@editorial");
    else if (found[active]) pick(found[active], then);
  }

  async function find() {
    const asked = search().value;
    request?.abort();
    request = new AbortController();
    try {
      const answer = await fetch(`${dialog.dataset.search}?${new URLSearchParams({ q: asked })}`, request);
      if (!answer.ok) throw new Error(answer.status);
      const { sources, has_more: hasMore } = await answer.json();
      [found, shownFor] = [sources, asked];
      list(hasMore);
    } catch (error) {
      if (error.name !== "AbortError") [found, shownFor] = [[], asked], list(false), said("failed");
      return;
    }
    if (after && found[active]) pick(found[active], after);
    after = null;
  }

  function list(hasMore) {
    const box = part("#citing-list");
    box.replaceChildren(...found.map(option));
    box.hidden = !found.length;
    search().setAttribute("aria-expanded", String(found.length > 0));
    activate(search().value.trim() ? 0 : -1);
    said(hasMore ? "more" : found.length > 1 ? "some" : found.length ? "one" : "none");
    const made = part("[data-new]");
    if (!made) return;
    const typed = search().value.trim();
    const about = /^https?:/.test(typed) ? { url: typed } : typed ? { title: typed } : {};
    made.href = `${made.href.split("?")[0]}?${new URLSearchParams({ _popup: 1, ...about })}`;
  }

  function option(source, place) {
    const row = document.createElement("li");
    Object.assign(row, { id: `citing-option-${place}`, role: "option" });
    row.setAttribute("aria-selected", "false");
    row.dataset.place = place;
    for (const [tag, name] of [["bdi", "title"], ["span", "about"], ["code", "key"]]) {
      const words = document.createElement(tag);
      words.textContent = source[name];
      row.append(words, " ");
    }
    return row;
  }

  function activate(place) {
    active = found.length ? place : -1;
    const rows = [...part("#citing-list").children];
    rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === active)));
    rows[active]?.scrollIntoView({ block: "nearest" });
    if (rows[active]) search().setAttribute("aria-activedescendant", rows[active].id);
    else search().removeAttribute("aria-activedescendant");
  }

  function said(what) {
    const words = part("[data-said]").dataset[what].replace("%(count)s", found.length);
    part("[data-said]").textContent = part("[data-status]").textContent = words;
  }

  function pick(source, then = "place") {
    chosen = source;
    if (asking.isKeyAlone) return finish(source.key);
    if (then === "end") return insert();
    part("[data-chosen]").textContent = [source.title, source.about].filter(Boolean).join(" · ");
    part("[data-key]").textContent = source.key;
    step("place");
    part("#citing-locator").focus();
  }

  async function insert() {
    const locator = part("#citing-locator").value.trim();
    // A plain page needs nobody to be asked.
    if (/^[\w .,:–-]*$/.test(locator) && !part("#citing-passage").value.trim()) {
      return finish([`@${chosen.key}`, locator.replace(/^[ ,]+|[ ,]+$/g, "")].filter(Boolean).join(", "));
    }
    const query = new URLSearchParams({ key: chosen.key, locator, passage: part("#citing-passage").value });
    try {
      const answer = await fetch(`${dialog.dataset.citation}?${query}`);
      const { item, sentence } = await answer.json();
      if (item) return finish(item);
      refuse(sentence);
    } catch {
      refuse(part("[data-said]").dataset.failed);
    }
  }

  async function takeNew(made) {
    const answer = await fetch(`${dialog.dataset.search}?${new URLSearchParams({ id: made.value })}`);
    made.value = "";
    const { sources } = await answer.json();
    if (sources[0]) pick(sources[0]);
  }

  function step(name) {
    if (name === "choose") chosen = null;
    for (const one of dialog.querySelectorAll("[data-step]")) one.hidden = one.dataset.step !== name;
    for (const one of dialog.querySelectorAll("[data-insert], [data-back]")) one.hidden = name === "choose";
    refuse("");
  }

  const refuse = (sentence) => Object.assign(part("[data-refused]"), { textContent: sentence, hidden: !sentence });

  function finish(item) {
    const { done } = asking;
    asking = null;
    dialog.close();
    done(item);
  }
})();
