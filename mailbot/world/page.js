"use strict";
// People's words reach the page through textContent alone, so nothing they wrote is ever markup.
const story = JSON.parse(document.getElementById("story-data").textContent);
const byNumber = new Map(story.mails.map((mail, index) => [mail.number, index]));
const byAnchor = new Map(story.people.map((person, index) => [person.anchor, index]));
const byName = new Map(story.people.map((person) => [person.name, person]));
const talks = story.people.map(() => []);
story.mails.forEach((mail) => mail.people.forEach((one) => talks[one].push(mail)));
const OUTCOMES = { act: "Acted on", ask: "Asked back", person: "Put before a person", ignore: "Ignored" };
const get = (id) => document.getElementById(id);

function make(tag, classes, ...children) {
  const node = document.createElement(tag);
  if (classes) node.className = classes;
  node.append(...children.filter((child) => child !== ""));
  return node;
}

function link(anchor, classes, ...children) {
  const node = make("a", classes, ...children);
  node.href = "#" + anchor;
  return node;
}

const count = (number, one, more) => number.toLocaleString("en-GB") + " " + (number === 1 ? one : more);
const who = (mail) => mail.name || mail.address || "nobody named";
const purpose = (mail) => {
  const meaning = story.kinds[mail.kind];
  return meaning ? mail.kind + ": " + meaning : mail.kind;
};
const standing = (mail) => (mail.direction === "out" ? purpose(mail) : OUTCOMES[mail.outcome] || mail.outcome);

/* Lists: as many rows at a time as a phone draws without a pause. */

function listing(list, found, more, draw, words) {
  let rows = [];
  let shown = 0;
  const grow = () => {
    list.append(...rows.slice(shown, shown + 60).map((row) => make("li", "", draw(row))));
    shown = Math.min(shown + 60, rows.length);
    more.hidden = shown >= rows.length;
  };
  more.addEventListener("click", () => {
    const next = shown;
    grow();
    list.children[next].firstElementChild.focus();
  });
  return (chosen) => {
    rows = chosen;
    shown = 0;
    list.replaceChildren();
    if (found) found.textContent = words(rows.length);
    grow();
  };
}

function personRow(person) {
  const about = [person.role, person.employer].filter(Boolean).join(", ");
  const buddy = person.buddies.length ? "with " + person.buddies.join(" and ") : "";
  return link(person.anchor, "", make("span", "state", person.state), make("b", "", person.name),
    make("small", "", about), make("small", "", [buddy, count(person.mails, "mail", "mails")].filter(Boolean).join(" · ")));
}

function mailRow(mail) {
  const direction = mail.direction === "in" ? "from " + who(mail) : "to " + (mail.to.join(", ") || "nobody");
  return link("mail-" + mail.number, "", make("small", "date", mail.short), make("b", "", mail.subject || "(no subject)"),
    make("small", "", [direction, standing(mail)].filter(Boolean).join(" · ")));
}

const search = new Map();
function searchable(thing, parts) {
  if (!search.has(thing)) search.set(thing, parts().join("\n").toLowerCase());
  return search.get(thing);
}
const holds = (text, words) => words.toLowerCase().split(/\s+/).every((word) => text.includes(word));

const showPeople = listing(get("people-list"), get("people-found"), get("people-more"), personRow,
  (number) => count(number, "person", "people"));
const showMails = listing(get("mails-list"), get("mails-found"), get("mails-more"), mailRow,
  (number) => count(number, "mail", "mails"));

function findPeople() {
  const words = get("people-words").value;
  const state = get("people-state").value;
  showPeople(story.people.filter((person) => (!state || person.state === state) &&
    holds(searchable(person, () => [person.name, person.role, person.employer, ...person.buddies]), words)));
}

function findMails() {
  const words = get("mails-words").value;
  const which = get("mails-which").value;
  showMails(story.mails.filter((mail) =>
    (!which || mail.direction === which || (mail.direction === "in" && mail.outcome === which)) &&
    holds(searchable(mail, () => [mail.subject, mail.name, mail.address, ...mail.to, mail.kind, mail.text]), words)));
}

/* The reader: one mail, one person's conversation, or the mails of one week. */

function about(pairs) {
  const list = make("dl", "about");
  pairs.filter(([, value]) => value !== "").forEach(([label, value]) => list.append(make("dt", "", label), make("dd", "", value)));
  return list;
}

function body(text) {
  const box = make("div", "text");
  text.split("\n").forEach((line, index, lines) => {
    const end = index < lines.length - 1 ? "\n" : "";
    box.append(line.startsWith(">") ? make("span", "quoted", line.replace(/^>\s?/, "") || " ") : line + end);
  });
  return box;
}

function why(mail) {
  const sent = mail.direction === "out";
  const box = make("div", "why " + mail.outcome, make("h3", "", sent ? "Why it was sent" : "What became of it"));
  box.append(make("p", "", [standing(mail), mail.reason].filter(Boolean).join(". ")));
  return box;
}

function steps(mail, talk) {
  const at = talk.indexOf(mail);
  const box = make("nav", "steps");
  box.setAttribute("aria-label", "Mails before and after");
  box.append(at > 0 ? link("mail-" + talk[at - 1].number, "", "Earlier: " + (talk[at - 1].subject || "(no subject)")) : make("span"));
  if (at >= 0 && at < talk.length - 1) box.append(link("mail-" + talk[at + 1].number, "", "Later: " + (talk[at + 1].subject || "(no subject)")));
  return box;
}

function readMail(mail) {
  const from = mail.name ? mail.name + " <" + mail.address + ">" : mail.address;
  const trail = mail.people.length
    ? mail.people.flatMap((one, index) => [index ? " · " : "All mails with ", link(story.people[one].anchor, "", story.people[one].name)])
    : story.weeks.length ? [link("week-mails-" + story.weeks[mail.week].number, "", "All mails of week " + story.weeks[mail.week].number)] : [];
  const talk = mail.people.length ? talks[mail.people[0]] : story.mails;
  read(mail.subject || "(no subject)", trail, [
    about([["From", from], ["To", mail.to.join(", ")], ["When", mail.when]]), why(mail), body(mail.text), steps(mail, talk)]);
}

const opening = (text) => text.split("\n").filter((line) => line.trim() && !line.startsWith(">")).join("\n").slice(0, 400);

function bubble(mail) {
  return make("li", mail.direction, link("mail-" + mail.number, "",
    make("small", "", mail.when + " · " + (mail.direction === "in" ? who(mail) : "the scheme")),
    make("b", "", mail.subject || "(no subject)"), make("p", "", opening(mail.text)), make("small", "", standing(mail))));
}

function readPerson(person, talk) {
  const buddy = make("span", "");
  person.buddies.forEach((name, index) => buddy.append(index ? " and " : "",
    byName.has(name) ? link(byName.get(name).anchor, "", name) : name));
  const list = make("ul", "talk");
  list.append(...talk.map(bubble));
  read(person.name, ["Conversation"], [
    about([["Role", person.role], ["Employer", person.employer], ["Standing", person.state],
      ["Buddy", person.buddies.length ? buddy : "none at present"],
      ["In numbers", [count(person.letters, "letter", "letters"), count(person.nudges, "reminder", "reminders"),
        count(person.mails, "mail", "mails")].join(", ")]]), list]);
}

function readWeek(week, index) {
  const list = make("ul", "rows");
  const more = make("button", "more", "Show more mails");
  more.type = "button";
  read("The mails of week " + week.number, ["From " + week.begins], [list, more]);
  listing(list, null, more, mailRow)(story.mails.filter((mail) => mail.week === index));
}

function read(title, trail, parts) {
  get("reader-title").textContent = title;
  get("reader-trail").replaceChildren(...trail);
  get("reader-body").replaceChildren(...parts);
  if (!get("reader").open) get("reader").showModal();
  get("reader").scrollTop = 0;
  get("reader-title").focus({ preventScroll: true });
}

function follow() {
  const anchor = location.hash.slice(1);
  const [, kind, number] = /^(mail|week-mails)-(\d+)$/.exec(anchor) || [];
  const week = story.weeks.findIndex((one) => one.number === Number(number));
  if (kind === "mail" && byNumber.has(Number(number))) readMail(story.mails[byNumber.get(Number(number))]);
  else if (kind === "week-mails" && week >= 0) readWeek(story.weeks[week], week);
  else if (byAnchor.has(anchor)) readPerson(story.people[byAnchor.get(anchor)], talks[byAnchor.get(anchor)]);
  else if (get("reader").open) get("reader").close();
}

get("reader-close").addEventListener("click", () => get("reader").close());
get("reader").addEventListener("click", (event) => {
  if (event.target === get("reader") && event.clientX < get("reader").getBoundingClientRect().left) get("reader").close();
});
get("reader").addEventListener("close", () => {
  if (/^#(mail-|week-mails-|person-)/.test(location.hash)) history.pushState(null, "", location.href.split("#")[0]);
});
document.querySelectorAll("form.find").forEach((form) => form.addEventListener("submit", (event) => event.preventDefault()));
get("people-words").addEventListener("input", findPeople);
get("people-state").addEventListener("change", findPeople);
get("mails-words").addEventListener("input", findMails);
get("mails-which").addEventListener("change", findMails);
window.addEventListener("hashchange", follow);
window.addEventListener("popstate", follow);
[...new Set(story.people.map((person) => person.state))].sort().forEach((state) => get("people-state").append(new Option(state, state)));
findPeople();
findMails();
follow();
