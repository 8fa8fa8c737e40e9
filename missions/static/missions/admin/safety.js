// Keeps what is typed into a form of content in this browser until the site says that it is saved; offers it back after
// a failed save, a crash or the end of a session. Texts are kept by user and address, for thirty days at most.
const START = "desk:";
const LONGEST = 30 * 24 * 60 * 60 * 1000;
const ROW = /^(.+?)-(\d+)-(.+)$/; // phases-3-text
const KEPT_ROW = /^(.+?)([#+])(.+?)#(.+)$/; // phases#17#text of the entry 17, phases+x3#text of a new one

const words = () => [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join("");
const tidy = (text) => text.replace(/\r\n?/g, "\n");

// A browser may forbid to keep anything; the form works all the same.
const attempt = (action) => { try { return action(); } catch { return undefined; } };
const drop = (key) => attempt(() => localStorage.removeItem(key));
const records = (start) => (attempt(() => Object.keys(localStorage)) ?? [])
  .filter((key) => key.startsWith(start))
  .map((key) => [key, attempt(() => JSON.parse(localStorage.getItem(key)))]);

// On every page of the desk: what was saved, and what is too old, goes.
const saved = document.cookie.match(/(?:^|; )desk-saved=([^;]*)/)?.[1].split(".") ?? [];
for (const [key, record] of records(START)) {
  if (!record?.texts || (record.sent && saved.includes(record.sent)) || Date.now() - record.at > LONGEST) drop(key);
}

const guarded = document.querySelector("[data-safety]");
const form = guarded?.closest("form");
const page = words();
const mine = form && `${START}${guarded.dataset.user}:${location.pathname}:`;
const record = { at: 0, sent: "", texts: {} };
const carried = form?.elements._sent?.value; // the page of a conflict sends what was sent before
let isTouched = form?.matches(".conflict"); // nothing of it is saved yet
let isLeaving = false;
let timer;

function write() {
  timer = clearTimeout(timer);
  if (Object.keys(record.texts).length) attempt(() => localStorage.setItem(mine + page, JSON.stringify(record)));
  else drop(mine + page);
}

function nameOf(field) {
  const name = field.name.replace(/^edited:/, "");
  const [, section, number, rest] = name.match(ROW) ?? [];
  if (!section) return name;
  const id = form.elements[`${section}-${number}-id`]?.value;
  return id ? `${section}#${id}#${rest}` : `${section}+${page}${number}#${rest}`;
}

const valueOf = (field) => (field.type === "checkbox" ? (field.checked ? "True" : "False") : tidy(field.value));

function openedWith(field) {
  const original = form.elements[`initial-${field.name}`];
  if (original) return tidy(original.value);
  if (field.type === "checkbox") return field.defaultChecked ? "True" : "False";
  const preset = [...field.options ?? []].find((option) => option.defaultSelected) ?? field.options?.[0];
  return tidy(field.options ? preset?.value ?? "" : field.defaultValue);
}

function labelOf(field) {
  const entry = field.closest(".entry, .inline-related")?.querySelector(".what, h3")?.textContent.trim();
  const label = (field.labels?.[0]?.textContent ?? field.name).trim().replace(/:$/, "");
  return entry ? `${entry} – ${label}` : label;
}

function note(field) {
  const isText = field.name && !["hidden", "radio"].includes(field.type) && !field.name.startsWith("_");
  isTouched ||= !isText;
  if (!isText) return;
  const [, section, number] = field.name.match(ROW) ?? [];
  const name = nameOf(field);
  const value = valueOf(field);
  if (value === openedWith(field)) delete record.texts[name];
  else {
    const shown = field.type === "checkbox" ? (field.checked ? "✓" : "–") : field.selectedOptions?.[0]?.text ?? value;
    const kind = form.elements[`${section}-${number}-kind`]?.value ?? "";
    record.texts[name] = { label: labelOf(field), value, shown, kind };
  }
  record.at = Date.now();
  timer ??= setTimeout(write, 300);
}

// The prefix of the form of an entry that stands open.
const prefixOf = (section, id) => [...form.querySelectorAll(`[name^="${section}-"][name$="-id"]`)]
  .find((field) => field.value === id)?.name.slice(0, -"-id".length);

// Waits for the form of an entry, which `ask` asks for; returns its prefix, undefined if it cannot be had.
const prefixFrom = async (ask) => (await new Promise((done) => { setTimeout(done, 15_000); ask(done); }))?.dataset.form;

function opened(section, id) {
  const entry = form.querySelector(`[data-section="${section}"] [data-row="${id}"] .entry`);
  if (prefixOf(section, id) || !entry) return prefixOf(section, id);
  return prefixFrom((done) => dispatchEvent(new CustomEvent("place:wanted", { detail: { entry, done } })));
}

function added(section, kind) {
  const links = [...form.querySelectorAll(`[data-section="${section}"] [data-add]`)];
  const link = links.find((one) => one.dataset.kind === kind) ?? links[0];
  return link && prefixFrom((done) => {
    form.addEventListener("entry:opened", (event) => done(event.target), { once: true });
    link.click();
  });
}

function fill(field, text) {
  for (let around = field.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  if (field.type === "checkbox") field.checked = text.value === "True";
  else {
    const isListed = !field.options || [...field.options].some((option) => option.value === text.value);
    if (!isListed) field.add(new Option(text.shown, text.value));
    field.value = text.value;
  }
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
}

// Puts kept texts into their fields; returns those whose place is gone.
async function bring(texts) {
  const rows = {};
  const left = {};
  let first;
  for (const [name, text] of Object.entries(texts)) {
    const [, section, mark, row, rest] = name.match(KEPT_ROW) ?? [];
    if (section) rows[section + row] ??= await (mark === "#" ? opened(section, row) : added(section, text.kind));
    const field = form.elements[section ? `${rows[section + row]}-${rest}` : name];
    if (!field?.nodeName || field.disabled) left[name] = text;
    else {
      fill(field, text);
      first ??= field;
    }
  }
  first?.focus();
  return left;
}

// Where a kept text stands in the form already, as after a refused save, it is this page's to keep.
function isThere(name, text) {
  const [, section, mark, row, rest] = name.match(KEPT_ROW) ?? [];
  const fields = mark === "+" ? [...form.querySelectorAll(`[name^="${section}-"][name$="-${rest}"]:not([type=hidden])`)]
    : [form.elements[section ? `${prefixOf(section, row)}-${rest}` : name]];
  const field = fields.find((one) => one?.nodeName && valueOf(one) === text.value);
  if (field) note(field);
  return Boolean(field);
}

async function offer(notice) {
  const alive = new Set((await navigator.locks?.query())?.held.map((lock) => lock.name));
  const found = records(mine).filter(([key]) => key !== mine + page && !alive.has(key)).sort(([, a], [, b]) => a.at - b.at);
  const all = Object.assign({}, ...found.map(([, one]) => one.texts));
  let texts = Object.fromEntries(Object.entries(all).filter(([name, text]) => !isThere(name, text)));
  const forget = () => found.forEach(([key]) => drop(key));
  write();
  if (!Object.keys(texts).length) return forget();
  const since = new Date(found.at(-1)[1].at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  const heading = notice.querySelector("[data-since]");
  heading.textContent = heading.dataset.since.replace("{when}", since);
  const made = (tag, textContent) => Object.assign(document.createElement(tag), { textContent, dir: "auto" });
  const list = () => notice.querySelector("dl").replaceChildren(
    ...Object.values(texts).flatMap(({ label, shown }) => [made("dt", label), made("dd", shown)]),
  );
  list();
  notice.hidden = false;
  guarded.querySelector("[role=status]").textContent = heading.textContent;
  notice.querySelector("[data-bring]").addEventListener("click", async () => {
    texts = await bring(texts);
    write();
    const [key, last] = found.at(-1);
    forget();
    notice.hidden = !Object.keys(texts).length;
    if (notice.hidden) return;
    attempt(() => localStorage.setItem(key, JSON.stringify({ ...last, texts })));
    list();
    notice.querySelector("details").open = true;
    notice.querySelector("[data-left]").hidden = false;
  });
  notice.querySelector("[data-discard]").addEventListener("click", () => {
    forget();
    notice.hidden = true;
    form.querySelector("summary, input:not([type=hidden]), textarea")?.focus();
  });
}

if (form) {
  // Held as long as this page is open, so that another tab does not offer what is being typed here.
  navigator.locks?.request(mine + page, () => new Promise(() => {}));
  for (const type of ["input", "change"]) form.addEventListener(type, (event) => note(event.target));
  addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented || event.submitter?.formTarget) return;
    const field = form.elements._sent ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "_sent" }));
    record.sent = field.value = carried ?? words();
    isLeaving = true;
    write();
  });
  addEventListener("pagehide", () => timer && write());
  addEventListener("pageshow", () => { isLeaving = false; });
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && (isTouched || Object.keys(record.texts).length)) event.preventDefault();
  });
  const notice = guarded.querySelector("[data-kept]");
  if (notice) offer(notice);
}
