/** Why: the map shows the very questions of a lesson, taken from its page, so that none is kept twice. */

const LINKS = ["href", "src"];
const REFERENCES = ["for", "aria-labelledby", "aria-describedby", "aria-controls"];

/** Say whether the page at this address may be fetched from here. */
export const canBorrow = (url) => url.protocol.startsWith("http") && url.origin === window.location.origin;

/**
 * Fetch a lesson and take its questions.
 * @param {URL} url address of the lesson
 * @returns {Promise<Element[]>} ready to stand on this page
 * @throws {Error} when the page can't be had or has no questions
 */
export async function borrowQuizzes(url) {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = [...page.querySelectorAll("course-quiz")];
  if (!found.length) throw new Error(`${url}: no questions`);
  for (const quiz of found) settle(quiz, url);
  return found.map((quiz) => document.importNode(quiz, true));
}

function settle(quiz, url) {
  const all = [quiz, ...quiz.querySelectorAll("*")];
  const own = new Set(all.map((element) => element.id).filter(Boolean));
  for (const element of all) {
    rebase(element, url, own);
    rename(element, own);
  }
}

/** Relative addresses were meant from the lesson; an anchor within the question stays here. */
function rebase(element, url, own) {
  for (const name of LINKS) {
    const value = element.getAttribute(name);
    if (value !== null && !own.has(value.slice(1))) element.setAttribute(name, new URL(value, url).href);
  }
}

/** An id that this page has already gets a suffix, in the question and wherever the question refers to it. */
function rename(element, own) {
  const free = (id) => (own.has(id) && document.getElementById(id) ? `${id}--check` : id);
  if (element.id) element.id = free(element.id);
  for (const name of REFERENCES) {
    const value = element.getAttribute(name);
    if (value !== null) element.setAttribute(name, value.split(" ").map(free).join(" "));
  }
  const href = element.getAttribute("href");
  if (href?.startsWith("#")) element.setAttribute("href", `#${free(href.slice(1))}`);
}
