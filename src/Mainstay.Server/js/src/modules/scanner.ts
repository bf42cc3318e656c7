// A hand scanner types like a keyboard, only much faster, and ends with Enter. People type slower than 60 ms a key.
const fastest = 60;
const shortest = 6;

/** What a scanned text most probably is; fields are marked data-scan="imei serial case part". */
export function kindOf(text: string): string {
  if (/^\d{15,16}$/.test(text) && (text.length === 16 || luhn(text))) return "imei";
  if (/^[A-Z0-9]+(-[A-Z0-9]+)+-\d+$/i.test(text)) return "case";
  return "serial";
}

/** The code on a label opens an address; what is scanned here is what stands at its end. */
export const contentOf = (scan: string) => (/^https?:\/\/[^?#]*\/([^/?#]+)/i.exec(scan)?.[1] ?? scan).trim();

export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let d = digits.charCodeAt(digits.length - 1 - i) - 48;
    if (i % 2 === 1) d = d * 2 > 9 ? d * 2 - 9 : d * 2;
    sum += d;
  }
  return sum % 10 === 0;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

function fieldFor(kind: string, target: EventTarget | null): Field | null {
  // A list being scanned takes whatever comes while somebody stands in it.
  if (target instanceof HTMLTextAreaElement && target.dataset.scan !== undefined) return target;
  const all = [...document.querySelectorAll<Field>("input[data-scan], textarea[data-scan]")].filter((f) => f.offsetParent !== null);
  const takes = (field: Field, what: string) => (field.dataset.scan ?? "").split(/\s+/).includes(what);
  const wanted = kind === "serial" ? ["serial", "part", "any"] : [kind, "any"];
  return wanted.map((what) => all.find((f) => takes(f, what))).find(Boolean) ?? document.querySelector<HTMLInputElement>("[data-search]");
}

/** Routes a scan to the field it belongs to, wherever the focus is, and takes back what leaked into another field. */
export function watchScanner(): void {
  let typed = "";
  let last = 0;
  let began: { field: Field; value: string } | null = null;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const now = event.timeStamp;
    if (event.key === "Enter") {
      const text = contentOf(typed.trim());
      typed = "";
      if (text.length < shortest || now - last > fastest * 2) return;
      const field = fieldFor(kindOf(text), event.target);
      if (!field) return;
      event.preventDefault();
      event.stopPropagation();
      if (began) began.field.value = began.value;
      field.value = field instanceof HTMLTextAreaElement ? `${field.value.trimEnd()}\n${text}\n`.trimStart() : text;
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.dispatchEvent(new CustomEvent("scanned", { bubbles: true, detail: { text, kind: kindOf(text) } }));
      if (field.dataset.scanSubmit !== undefined || field.dataset.search !== undefined) field.form?.requestSubmit(field.form.querySelector<HTMLButtonElement>("button[type=submit]"));
      return;
    }
    if (event.key.length !== 1) return;
    if (now - last > fastest) typed = "";
    if (typed === "") {
      const target = event.target as HTMLElement;
      began = target.matches?.("input, textarea") ? { field: target as HTMLInputElement, value: (target as HTMLInputElement).value } : null;
    } else if (typed.length >= 3 && !(event.target as HTMLElement).matches?.("input, textarea, select")) {
      event.preventDefault();
      event.stopPropagation();
    }
    typed += event.key;
    last = now;
  }, true);
}
