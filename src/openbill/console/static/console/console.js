// What pages do beyond links and forms: keys, the palette, rows, toasts, colours. All of it is a convenience.
import { tinykeys } from "./tinykeys.js";

const byId = (id) => document.getElementById(id);

// Anything with data-opens shows the dialog of that name.
const open = (id) => {
  const dialog = byId(id);
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.querySelector("input[type=search]")?.select();
};

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) open(opener.dataset.opens);
  const choice = event.target.closest("[data-theme-choice]");
  if (choice) chooseTheme(choice.dataset.themeChoice);
  event.target.closest("[data-closes-toast]")?.closest("[data-toast]").remove();
  // A click beside a dialog closes it.
  if (event.target instanceof HTMLDialogElement) event.target.close();
});

const chooseTheme = (choice) => {
  localStorage.setItem("theme", choice);
  window.dispatchEvent(new Event("themechange"));
  markTheme();
};
const markTheme = () => {
  const chosen = document.documentElement.dataset.theme;
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen));
  }
};
markTheme();

// Toasts go after ten seconds, but never while somebody points at one or is in it.
for (const toast of document.querySelectorAll(".toasts [data-toast]")) {
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 1000) : toast.remove());
  setTimeout(leave, 10000);
}

// A part of a page that could not be asked for says so until the next one comes. Who searches is led to signing in at
// once; who has typed into a form is asked first, as what was typed would be lost.
const trouble = (kind) => {
  const note = byId("toasts");
  if (note.querySelector("[data-trouble-shown]")?.dataset.troubleShown === kind) return;
  untrouble();
  const shown = document.querySelector(`template[data-trouble=${kind}]`).content.cloneNode(true).firstElementChild;
  shown.dataset.troubleShown = kind;
  const signIn = shown.querySelector("[data-sign-in]");
  if (signIn) signIn.href = signInAndBack();
  note.append(shown);
};
const untrouble = () => byId("toasts").querySelector("[data-trouble-shown]")?.remove();
const signInAndBack = () => {
  const path = document.querySelector("template[data-trouble=signed-out]").content.querySelector("[data-sign-in]").href;
  return `${path}?next=${encodeURIComponent(location.pathname + location.search)}`;
};
document.addEventListener("htmx:sendError", () => trouble("offline"));
document.addEventListener("htmx:timeout", () => trouble("offline"));
document.addEventListener("htmx:responseError", ({ detail: { xhr, requestConfig } }) => {
  if (xhr.status === 401 && requestConfig.verb === "get") location.assign(signInAndBack());
  else if (xhr.status === 401) trouble("signed-out");
  else trouble(xhr.status >= 500 ? "fault" : "expired");
});
document.addEventListener("htmx:afterOnLoad", ({ detail }) => detail.successful && untrouble());

// What is to be carried elsewhere is copied; where the browser does not let us, it is marked to be copied by hand.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copies]");
  if (!button) return;
  const source = byId(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    button.querySelector("span").textContent = button.dataset.copied;
  } catch {
    getSelection().selectAllChildren(source);
  }
});

// A form that came back begins at the first field that is wrong.
document.querySelector("main [aria-invalid=true]")?.focus();

// What cannot be taken back is asked for once more.
document.addEventListener("submit", (event) => {
  const asking = event.submitter?.dataset.asks ?? event.target.dataset.asks;
  if (asking && !window.confirm(asking)) event.preventDefault();
});

// Who ticks or types in a part of a form means that part: it is chosen, and ticked where something is typed beside it.
document.addEventListener("input", ({ target }) => {
  const [name, value] = target.closest("[data-chooses]")?.dataset.chooses.split("=") ?? [];
  if (!name || (target.type === "checkbox" ? !target.checked : !target.value)) return;
  const choice = target.form.querySelector(`input[type=radio][name="${name}"][value="${value}"]`);
  if (choice) choice.checked = true;
  const tick = target.type === "text" && target.closest("tr, li")?.querySelector("input[name=item]");
  if (tick) tick.checked = true;
});

// What takes longer is seen to be at work; the answer is a page of its own, or the same page shown again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  document.documentElement.toggleAttribute("data-waiting", true);
  event.submitter?.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  document.documentElement.toggleAttribute("data-waiting", false);
  for (const button of document.querySelectorAll("[aria-busy=true]")) button.removeAttribute("aria-busy");
});

// Where tabs are wider than the screen, the one that one is on is in sight.
for (const here of document.querySelectorAll(".tabline [aria-current], .sections [aria-current]")) {
  const tabs = here.parentElement;
  tabs.scrollLeft += here.getBoundingClientRect().left - tabs.getBoundingClientRect().left - 24;
}

// How many rows of a list are ticked; "all that match" ticks nothing and means more. A list may come anew by a search.
document.addEventListener("change", ({ target }) => {
  const form = target.closest("[data-selection]");
  if (!form) return;
  const ticks = [...form.querySelectorAll("input[name=chosen]")];
  const page = form.querySelector("[data-selects-all]");
  if (target === page) for (const tick of ticks) tick.checked = page.checked;
  const count = ticks.filter((tick) => tick.checked).length;
  form.querySelector("[data-count]").textContent = form.querySelector("[data-all]")?.checked || !count ? "" : String(count);
  page.checked = count > 0 && count === ticks.length;
  page.indeterminate = count > 0 && count < ticks.length;
});

// What is ticked in a list stays so while one looks at its rows one by one, until it is sent.
for (const list of document.querySelectorAll("[data-keeps-ticks]")) {
  const place = `ticks ${location.origin} ${list.dataset.keepsTicks}`;
  const ticks = [...list.querySelectorAll("input[name=chosen]")];
  const kept = new Set(JSON.parse(sessionStorage.getItem(place) ?? "[]"));
  for (const tick of ticks) tick.checked = kept.has(tick.value);
  list.addEventListener("change", () => {
    const ticked = ticks.filter((tick) => tick.checked).map((tick) => tick.value);
    sessionStorage.setItem(place, JSON.stringify(ticked));
  });
  ticks[0]?.form?.addEventListener("submit", () => sessionStorage.removeItem(place));
}

// Rows are walked by j and k; Enter on a row is the browser's own, as the link in it has the focus.
const step = (by) => {
  const links = [...document.querySelectorAll("[data-rows] [data-row] [data-row-link]")];
  if (!links.length) return;
  const here = links.indexOf(document.activeElement);
  const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + by, 0), links.length - 1);
  links[next].focus();
  links[next].closest("[data-row]").scrollIntoView({ block: "nearest" });
};

// After g a letter says where to go, and does nothing on the page.
let goesSince = -Infinity;
const goes = (event) => event.timeStamp - goesSince < 1000;
document.addEventListener("keydown", (event) => {
  if (event.key === "g" && !isTyping(event)) goesSince = event.timeStamp;
});

const rowShown = () => document.querySelector("[data-row] [data-row-link][aria-current=true]")?.closest("[data-row]");

// An act of a row that names a key is done by it while the row has the focus.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || isTyping(event) || goes(event)) return;
  const act = document.activeElement?.closest("[data-row]")?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!act || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  act.click();
});

// An act of the page that names a key is done by it wherever nobody types.
const pressed = (key) => {
  const act = document.querySelector(`[data-page-key="${CSS.escape(key)}"]`);
  act?.click();
  return act !== null;
};
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || "jk".includes(event.key)) return;
  if (isTyping(event) || goes(event) || document.querySelector("dialog[open]")) return;
  // Enter on a link or a button is its own.
  if (event.key === "Enter" && document.activeElement.matches("a, button, summary")) return;
  if (pressed(event.key)) event.preventDefault();
});

// In the palette the arrows walk through what was found.
byId("palette")?.addEventListener("keydown", (event) => {
  const items = [...event.currentTarget.querySelectorAll("a.item")];
  const here = items.indexOf(document.activeElement);
  if (event.key === "ArrowDown") (items[here + 1] ?? items[0])?.focus();
  else if (event.key === "ArrowUp") (here > 0 ? items[here - 1] : event.currentTarget.querySelector("input")).focus();
  else if (event.key === "Enter" && here < 0 && items.length) items[0].click();
  else return;
  event.preventDefault();
});

// Single keys act only where nobody types, and not beside a modifier.
const isTyping = (event) => event.target.closest?.("input, textarea, select, [contenteditable]") !== null;
const single = (act) => (event) => {
  if (isTyping(event) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  act();
};
const go = (path) => single(() => location.assign(path));

const find = single(() => (document.querySelector("[data-find]") ? document.querySelector("[data-find]").focus() : open("palette")));
// The pages say Ctrl; Apple's keyboards have another key for it.
if (/Mac|iPhone|iPad/.test(navigator.platform)) for (const key of document.querySelectorAll("[data-mod]")) key.textContent = "⌘";

tinykeys(window, {
  "$mod+KeyK": (event) => {
    event.preventDefault();
    open("palette");
  },
  "/": find,
  // On many keyboards it is written with Shift.
  "Shift+/": find,
  "Shift+?": single(() => open("keys")),
  j: single(() => pressed("j") || step(1)),
  k: single(() => pressed("k") || step(-1)),
  "g h": go("/"),
  "g c": go("/customers"),
  "g a": go("/aging"),
  "g i": go("/invoices"),
  "g p": go("/payments"),
  "g m": go("/cash"),
  "g r": go("/reminders"),
  "g t": go("/tasks"),
  "g l": go("/calls"),
  x: single(() => (document.activeElement.closest("[data-row]") ?? rowShown())?.querySelector("input[name=chosen]")?.click()),
});
