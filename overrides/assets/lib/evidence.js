/** Why: a page knows a code by its hash only, and tells whether a typed one is it. */

/** The code as it was printed, however it was pasted. */
export const plain = (typed) => typed.toLowerCase().replace(/[^0-9a-z]/g, "");

/** Say whether the SHA-256 of "exercise code" is the proof; browsers keep `subtle` from pages of plain http. */
export async function proves(exercise, typed, proof, subtle = globalThis.crypto?.subtle) {
  if (!subtle) throw new Error("This browser checks codes only on https, on localhost and on files.");
  const bytes = await subtle.digest("SHA-256", new TextEncoder().encode(`${exercise} ${plain(typed)}`));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("") === proof;
}
