/* What a script adds to a record: notes beside their sentences, notes in place, a contents list that follows, and quick
   ways to cite. Without it every number leads to its source and back, and all references stand in a list. */

const record = document.querySelector(".record");
const references = document.querySelector(".references");

/* The passage that each number leads to, by the number's id. */
const passages = new Map();
for (const passage of references?.querySelectorAll(".passage") ?? []) {
  const letters = lettersOf(passage.querySelector(".at"));
  for (const link of passage.parentElement.querySelectorAll(".backlink")) {
    if (letters.includes(link.textContent)) passages.set(link.hash.slice(1), passage);
  }
}
function lettersOf(at) {
  const words = at.cloneNode(true);
  words.querySelector(".spoken").remove();
  return words.textContent.match(/[a-z]+/g) ?? [];
}

const isWide = matchMedia("(min-width: 76rem)");

/* Notes in place: a number opens its source beneath the sentence. */

function noteOf(cite) {
  const reference = document.querySelector(cite.hash);
  const note = document.createElement("div");
  note.className = "opened";
  note.id = `note-${cite.id}`;
  note.tabIndex = -1;
  note.setAttribute("role", "note");
  note.setAttribute("aria-label", `${references.dataset.title} ${cite.textContent}`);
  const words = reference.cloneNode(true);
  words.querySelector(".backlinks").remove();
  words.querySelectorAll(".passage").forEach((passage) => passage.remove());
  const number = document.createElement("b");
  number.className = "opened-number";
  number.textContent = reference.id.replace("ref-", "");
  note.append(number, ...words.childNodes);
  const passage = passages.get(cite.id)?.cloneNode(true) ?? document.createElement("span");
  passage.className = "passage";
  passage.querySelector(".at")?.remove();
  if (!passage.hasChildNodes()) passage.textContent = references.dataset.none;
  note.append(passage);
  const close = document.createElement("button");
  close.className = "opened-close";
  close.textContent = references.dataset.close;
  close.addEventListener("click", () => closed(cite, note));
  note.append(close);
  note.addEventListener("keydown", (event) => event.key === "Escape" && closed(cite, note));
  return note;
}

function closed(cite, note) {
  note.remove();
  cite.setAttribute("aria-expanded", "false");
  cite.focus();
}

function toggled(event) {
  const cite = event.target.closest("a.cite");
  if (!cite || event.metaKey || event.ctrlKey || event.shiftKey || !document.querySelector(cite.hash)) return;
  event.preventDefault();
  const open = document.getElementById(`note-${cite.id}`);
  if (open) return closed(cite, open);
  const note = noteOf(cite);
  const block = cite.closest("p, li, td, dd, pre, figcaption");
  if (block.matches("p, pre")) block.after(note);
  else block.append(note);
  cite.setAttribute("aria-expanded", "true");
  cite.setAttribute("aria-controls", note.id);
  note.focus({ preventScroll: true });
  note.scrollIntoView({ block: "nearest" });
}

/* Notes in the margin, each source and passage once for each entry, beside the line of its number. */

/* Who and when: the words of a source without its title, and without its authors where there are any. */
function briefOf(reference) {
  const { brief, authored } = reference.dataset;
  if (brief !== undefined) return brief;
  const words = reference.querySelector(".library-link").textContent;
  return words.replace(authored === undefined ? /“.*”, /s : /^.*”, /s, "");
}

const FARTHEST = 10; // lines a note may stand below its number before it is left to the number alone

function setMargin() {
  record.querySelectorAll(".margin-note").forEach((note) => note.remove());
  if (!isWide.matches) return;
  const top = record.getBoundingClientRect().top;
  const named = new Map();
  const notes = [];
  for (const cite of record.querySelectorAll("a.cite")) {
    const entry = cite.closest(".entry, .section, .head");
    const sources = named.get(entry) ?? named.set(entry, new Set()).get(entry);
    const reference = document.querySelector(cite.hash);
    const quoted = passages.get(cite.id)?.querySelector("a, .quoted");
    const told = cite.hash + (quoted?.textContent ?? "");
    if (!reference || sources.has(told) || cite.closest(".opened")) continue;
    sources.add(cite.hash).add(told);
    const note = document.createElement("span");
    note.className = "margin-note";
    note.setAttribute("aria-hidden", "true");
    const number = document.createElement("b");
    number.textContent = reference.id.replace("ref-", "");
    note.append(number, ` ${briefOf(reference)}`);
    if (quoted) {
      const words = document.createElement("span");
      words.className = "margin-passage";
      words.textContent = quoted.textContent;
      note.append(words);
    }
    note.addEventListener("click", () => cite.click());
    notes.push({ note, own: cite.closest("sup").getBoundingClientRect().top - top });
  }
  record.append(...notes.map(({ note }) => note));
  const heights = notes.map(({ note }) => note.offsetHeight);
  const farthest = FARTHEST * (heights.length ? Math.min(...heights) : 0);
  let free = 0;
  notes.forEach(({ note, own }, place) => {
    const start = Math.max(own, free);
    if (start - own > farthest) return note.remove();
    note.style.insetBlockStart = `${start}px`;
    free = start + heights[place] + 4;
  });
}

/* The contents list stays in reach and says where one is. */

function follow(running) {
  const list = running.querySelector(".contents");
  const here = running.querySelector(".contents-here");
  const links = new Map([...running.querySelectorAll(".contents-link")].map((link) => [link.hash.slice(1), link]));
  running.classList.add("is-following");
  new IntersectionObserver(([entry]) => running.classList.toggle("is-stuck", entry.boundingClientRect.top < 0)).observe(
    document.querySelector(".counts"),
  );
  const sections = new IntersectionObserver(
    (entries) => {
      for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
        links.forEach((link) => link.removeAttribute("aria-current"));
        links.get(target.id)?.setAttribute("aria-current", "true");
        here.textContent = links.get(target.id)?.textContent ?? "";
      }
    },
    { rootMargin: "-25% 0px -70% 0px" },
  );
  for (const id of links.keys()) sections.observe(document.getElementById(id));
  const close = () => (list.open = false);
  list.addEventListener("click", (event) => event.target.matches(".contents-link") && close());
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close();
    list.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => list.contains(event.target) || close());
}

/* Citing: a sign beside the statement at hand leads to its reference, and buttons copy. */

const STATEMENT = /^(mission-(summary|dates|headquarters)|(figure|leader|quotation|relation)-[^.]+|(?!cite-|note-).+\.\d+)$/;

function statementAt(node) {
  let element = node instanceof Element ? node : node?.parentElement;
  while (element && !STATEMENT.test(element.id)) element = element.parentElement;
  return element;
}

function offerReferences(list) {
  const sign = document.createElement("a");
  sign.className = "pilcrow";
  sign.textContent = "¶";
  sign.title = list.dataset.statements;
  sign.setAttribute("aria-label", list.dataset.statements);

  const show = (statement) => {
    if (!statement) return sign.remove();
    if (statement.contains(sign)) return;
    sign.href = `${list.getAttribute("href")}#${statement.id}`;
    // After the last word: of a row in its last cell, of an item above what stands below it.
    const place = statement.querySelector("td:last-child, .person, .speaker") ?? statement;
    const below = place.querySelector(":scope > :is(ul, ol, .note, .opened)");
    const end = below ? below.previousSibling : place.lastChild;
    // A space before the sign could push it to a line of its own.
    place.insertBefore(sign, end?.nodeType === Node.TEXT_NODE && !end.data.trim() ? end : below);
  };
  const opened = () => show(statementAt(document.getElementById(decodeURIComponent(location.hash.slice(1)))));

  document.addEventListener("pointerover", ({ target, relatedTarget }) => {
    // Beside the text, only a pointer that comes from a statement takes the sign away: one may rest there as a page opens.
    const statement = statementAt(target);
    if (document.activeElement !== sign && (statement || statementAt(relatedTarget))) show(statement);
  });
  document.addEventListener("focusin", ({ target }) => show(statementAt(target)));
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection.isCollapsed) show(statementAt(selection.focusNode));
  });
  addEventListener("hashchange", opened);
  opened();
}

function offerCopies(box) {
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

if (record && references) {
  record.addEventListener("click", toggled);
  isWide.addEventListener("change", setMargin);
  new ResizeObserver(setMargin).observe(record);
}
const running = document.querySelector(".running");
if (running) follow(running);
const statements = document.querySelector("[data-statements]");
if (statements) offerReferences(statements);
const box = document.getElementById("cite");
if (box && navigator.clipboard) offerCopies(box);
