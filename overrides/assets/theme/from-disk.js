// Browsers load no module from a disk, so the elements stay plain there: say so instead of looking broken.
if (location.protocol === "file:") document.documentElement.classList.add("on-disk");

addEventListener("DOMContentLoaded", () => {
  if (location.protocol !== "file:" || !document.querySelector("course-quiz, course-matrix")) return;
  const note = document.createElement("p");
  note.className = "from-disk";
  note.setAttribute("role", "note");
  note.textContent =
    "Opened from a disk: this page shows every answer key and keeps no progress. Serve the course to be asked.";
  document.querySelector("h1").after(note);
});
