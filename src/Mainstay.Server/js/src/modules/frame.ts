/** Theme buttons work as a form post without scripts; with scripts they switch at once. */
export function watchTheme(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-theme-choice]");
    if (!button) return;
    event.preventDefault();
    const choice = button.dataset.themeChoice ?? "";
    if (choice === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
    document.cookie = `theme=${choice};path=/;max-age=31536000;samesite=lax`;
    for (const other of document.querySelectorAll<HTMLButtonElement>("button[data-theme-choice]"))
      other.setAttribute("aria-pressed", String(other === button));
    button.closest("details")?.removeAttribute("open");
  });
}

/** Menus are details elements: close them on Escape, on a click outside, and when another opens. */
export function watchMenus(): void {
  const openMenus = () => document.querySelectorAll<HTMLDetailsElement>("details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target as Node)) menu.open = false;
    const toast = (event.target as Element).closest("[data-toast-close]")?.closest(".toast");
    toast?.remove();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector<HTMLElement>("summary")?.focus();
    }
    if (location.hash === "#side") location.hash = "";
  });
  document.addEventListener("click", (event) => {
    const print = (event.target as Element).closest("[data-print]");
    if (!print) return;
    event.preventDefault();
    window.print();
  });
}
