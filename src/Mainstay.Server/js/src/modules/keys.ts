/** True where a plain letter is text, not a command. */
export function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  if (!element?.closest) return false;
  if (element.isContentEditable || element.closest("textarea, select")) return true;
  const input = element.closest<HTMLInputElement>("input");
  return input !== null && !["checkbox", "radio", "button", "submit", "reset", "file", "range"].includes(input.type);
}

const rows = () => [...document.querySelectorAll<HTMLElement>("[data-row]")].filter((row) => row.offsetParent !== null);

function move(step: number): boolean {
  const all = rows();
  if (all.length === 0) return false;
  const now = all.findIndex((row) => row.classList.contains("at"));
  const next = Math.min(all.length - 1, Math.max(0, now < 0 ? (step > 0 ? 0 : all.length - 1) : now + step));
  for (const row of all) row.classList.remove("at");
  const row = all[next]!;
  row.classList.add("at");
  row.scrollIntoView({ block: "nearest" });
  const link = row.querySelector<HTMLElement>("a[href]") ?? row;
  link.focus({ preventScroll: true });
  return true;
}

function open(): boolean {
  const row = rows().find((r) => r.classList.contains("at"));
  const link = row?.matches("a[href]") ? (row as HTMLAnchorElement) : row?.querySelector<HTMLAnchorElement>("a[href]");
  if (!link) return false;
  link.click();
  return true;
}

// A verb waits this long for a second key: the letters of a scanned code must not press buttons.
const alone = 80;

/** `/` search, j and k through rows marked data-row, Enter opens, and one letter per verb marked data-key. */
export function watchKeys(): void {
  let pending = 0;
  document.addEventListener("keydown", () => clearTimeout(pending), true);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    let done = false;
    if (event.key === "/") {
      const search = document.querySelector<HTMLInputElement>("[data-search]");
      search?.focus();
      search?.select();
      done = search !== null;
    } else if (event.key === "j") done = move(1);
    else if (event.key === "k") done = move(-1);
    else if (event.key === "Enter" && event.target === document.body) done = open();
    else if (event.key.length === 1) {
      const verb = [...document.querySelectorAll<HTMLElement>("[data-key]")]
        .find((e) => e.dataset.key?.toLowerCase() === event.key.toLowerCase() && e.offsetParent !== null);
      if (verb && verb.getAttribute("aria-disabled") !== "true" && !(verb as HTMLButtonElement).disabled) {
        pending = setTimeout(() => (verb.matches("input, select, textarea") ? verb.focus() : verb.click()), alone);
        done = true;
      }
    }
    if (done) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const blocked = (event.target as Element).closest('[aria-disabled="true"]');
    if (blocked) event.preventDefault();
  }, true);
}
