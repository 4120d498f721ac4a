/** Why: the emblem in the bar fills as lessons are mastered; before the first one it just shines. */

const PREFIX = "coursekit:map:"; // what the map last said about the course, for pages that do not show it

/** Light the emblem of this page. */
export async function lightEmblem() {
  const map = fromPage() ?? fromStorage();
  if (!map) return;
  const [{ progressOf }, { isMastered, parseQuestions }] = await Promise.all([import("./parts/kept.js"), import("../lib/course.js")]);
  const light = () => {
    const { document: progress } = progressOf(map.course);
    show(map.nodes.filter(({ questions }) => isMastered(progress, { questions: parseQuestions(questions) })), map.nodes.length);
  };
  light();
  document.removeEventListener("course:progress", lightEmblem);
  document.addEventListener("course:progress", lightEmblem);
}

function fromPage() {
  const matrix = document.querySelector("course-matrix");
  if (!matrix) return undefined;
  const nodes = [...matrix.querySelectorAll(".matrix-node[data-node]:not([data-planned])")].map((node) => ({
    cell: `${node.closest(".matrix-phase").dataset.phase} ${node.dataset.dimension ?? ""}`,
    questions: node.dataset.questions,
  }));
  const map = { course: matrix.dataset.course, nodes };
  attempt(() => localStorage.setItem(PREFIX + map.course, JSON.stringify(map)));
  return map;
}

function fromStorage() {
  return attempt(() => {
    const key = Object.keys(localStorage).find((name) => name.startsWith(PREFIX));
    return key && JSON.parse(localStorage.getItem(key));
  });
}

/** Storage may be denied or hold nonsense: then the emblem is only an emblem. */
function attempt(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function show(mastered, total) {
  const cells = new Set(mastered.map(({ cell }) => cell));
  for (const emblem of document.querySelectorAll(".emblem, .map")) {
    emblem.toggleAttribute("data-progress", mastered.length > 0);
    for (const cell of emblem.querySelectorAll(".emblem-cell")) cell.toggleAttribute("data-mastered", cells.has(cell.dataset.cell));
  }
  for (const link of document.querySelectorAll(".md-logo")) {
    link.title = mastered.length ? `${mastered.length} of ${total} lessons mastered` : "";
  }
}
