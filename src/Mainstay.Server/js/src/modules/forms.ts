const storeKey = (form: HTMLFormElement) => `form:${location.pathname}:${form.dataset.keep}`;

const keepable = (form: HTMLFormElement) => [...form.elements].filter((e): e is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement =>
  e.matches("input:not([type=hidden]):not([type=password]):not([type=file]), select, textarea") && (e as HTMLInputElement).name !== "");

function remember(form: HTMLFormElement): void {
  const values = keepable(form).map((e) => [e.name, e instanceof HTMLInputElement && /^(checkbox|radio)$/.test(e.type) ? (e.checked ? e.value : null) : e.value]);
  sessionStorage.setItem(storeKey(form), JSON.stringify(values));
}

function restore(form: HTMLFormElement): void {
  const stored = sessionStorage.getItem(storeKey(form));
  if (!stored || form.dataset.keepFresh !== undefined) return;
  const values = JSON.parse(stored) as [string, string | null][];
  for (const [i, element] of keepable(form).entries()) {
    const [name, value] = values[i] ?? ["", null];
    if (name !== element.name) continue;
    if (element instanceof HTMLInputElement && /^(checkbox|radio)$/.test(element.type)) element.checked = value !== null;
    else if (value !== null && element.value === "") element.value = value;
  }
}

/**
 * Forms marked data-keep="name" survive a lost connection or a closed tab in this session; what the server sent back wins.
 * A page that shows data-kept-done="name" after success forgets it. Any form is sent once: a second press while the first is on its way does nothing.
 */
export function watchForms(): void {
  for (const done of document.querySelectorAll<HTMLElement>("[data-kept-done]"))
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith("form:") && key.endsWith(`:${done.dataset.keptDone}`)) sessionStorage.removeItem(key);
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-keep]")) restore(form);
  document.addEventListener("input", (event) => {
    const form = (event.target as HTMLInputElement).form;
    if (form?.dataset.keep) remember(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method === "get") return;
    if (form.dataset.sent !== undefined) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  // In a form of steps Enter means "next" in a list of choices too; the arrow keys and letters choose, Alt+Down opens it.
  document.addEventListener("keydown", (event) => {
    const list = event.target as HTMLSelectElement;
    if (event.key !== "Enter" || event.defaultPrevented || !list.matches("form[data-enter] select")) return;
    event.preventDefault();
    list.form?.requestSubmit(list.form.querySelector<HTMLButtonElement>("button[type=submit]"));
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) delete form.dataset.sent;
  });
  document.addEventListener("change", (event) => {
    const element = event.target as HTMLElement;
    if (element.dataset.autosubmit !== undefined) (element as HTMLInputElement).form?.requestSubmit();
  });
  // What was refused is typed or scanned anew, over the old text.
  document.querySelector<HTMLInputElement>("input[autofocus][aria-invalid], [data-error-summary] ~ form input[autofocus]")?.select();
  const summary = document.querySelector<HTMLElement>("[data-error-summary]");
  if (summary) summary.focus();
  else if (!document.querySelector("[autofocus]")) {
    // The step in hand: its chosen answer, else its first field.
    const step = document.querySelector<HTMLElement>("[data-focus-first]");
    (step?.querySelector<HTMLElement>("input:checked") ?? step?.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea") ??
      step?.querySelector<HTMLElement>(".form-acts button"))?.focus();
  }
}
