// Making elements and wording. Text from articles only ever goes through here, as text.

const byId = (id) => document.getElementById(id);

function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

function drawing(tag, properties = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

// A name stands alone, whatever direction it is written in.
const isolated = (text, properties = {}) => element("bdi", { dir: "auto", ...properties }, text);

const button = (label, action, properties = {}) =>
  element("button", { type: "button", onclick: action, ...properties }, label);

function clip(text, length) {
  const characters = [...text];
  return characters.length > length ? characters.slice(0, length - 1).join("") + "…" : text;
}

// What has no width or turns text around does not belong into a one-line label.
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;
const oneLine = (text) => text.replace(INVISIBLE, " ").replace(/\s+/g, " ").trim() || "(no name)";

const number = (count) => count.toLocaleString("en");
const counted = (count, one, many = one + "s") => `${number(count)} ${count === 1 ? one : many}`;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY = 86400000;

const dayNumber = (iso) => Math.round(Date.parse(iso + "T00:00:00Z") / DAY);
const isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);

function wordedDay(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

// 2022-01-01 to 2022-12-31 is "2022", 2023-07-01 to 2023-07-31 is "Jul 2023".
function wordedRange(from, to) {
  if (!from || !to) return from ? `since ${wordedDay(from)}` : `until ${wordedDay(to)}`;
  if (from === to) return wordedDay(from);
  const next = isoDay(dayNumber(to) + 1);
  if (from.endsWith("-01-01") && next.endsWith("-01-01")) {
    const [first, last] = [from.slice(0, 4), to.slice(0, 4)];
    return first === last ? first : `${first} – ${last}`;
  }
  if (from.endsWith("-01") && next.endsWith("-01") && from.slice(0, 7) === to.slice(0, 7)) {
    return `${MONTHS[Number(from.slice(5, 7)) - 1]} ${from.slice(0, 4)}`;
  }
  return `${wordedDay(from)} – ${wordedDay(to)}`;
}

// Only addresses of the web become links; "javascript:" and the rest stay text.
function webAddress(text) {
  try {
    const address = new URL(text);
    return address.protocol === "https:" || address.protocol === "http:" ? address.href : null;
  } catch {
    return null;
  }
}

function link(text, address) {
  const href = webAddress(address);
  return href
    ? element("a", { href, rel: "noopener noreferrer", target: "_blank" }, text)
    : element("span", {}, text);
}
