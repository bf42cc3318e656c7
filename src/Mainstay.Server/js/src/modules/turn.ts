/** A counter where people take turns: it locks itself when nobody touches it, and a scanned badge leads on to the PIN. */
export function watchTurn(): void {
  const minutes = Number(document.body.dataset.idle);
  if (minutes > 0) {
    let touched = Date.now();
    for (const event of ["pointerdown", "keydown", "wheel", "touchstart"]) addEventListener(event, () => (touched = Date.now()), { passive: true });
    setInterval(() => {
      if (Date.now() - touched > minutes * 60_000) location.assign(`/terminal?back=${encodeURIComponent(location.pathname + location.search)}`);
    }, 5_000);
  }
  const form = document.querySelector<HTMLFormElement>("form[data-turn]");
  const pin = form?.querySelector<HTMLInputElement>("input[name=pin]");
  const badge = form?.querySelector<HTMLInputElement>("input[name=badge]");
  badge?.addEventListener("scanned", () => pin?.focus());
  badge?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !badge.value) return;
    event.preventDefault();
    pin?.focus();
  });
}
