/**
 * Forms marked data-passkey="create" or "get": the browser makes or uses a passkey, the answer goes into the hidden field
 * "credential" and the form is sent as any other. Forms that only ask for a passkey stay hidden where there is none.
 */
export function watchPasskeys(): void {
  const able = "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    if (!able) continue;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      const field = form.elements.namedItem("credential") as HTMLInputElement;
      if (field.value) return;
      event.preventDefault();
      event.stopPropagation(); // Not sent yet.
      void prove(form, field);
    });
  }
}

async function prove(form: HTMLFormElement, field: HTMLInputElement): Promise<void> {
  const message = form.querySelector<HTMLElement>("[data-passkey-message]");
  if (message) message.textContent = "";
  try {
    const answer = await fetch(form.dataset.passkeyOptions ?? "", { method: "POST", headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const options = await answer.json();
    const credential = form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    field.value = JSON.stringify(credential);
    form.requestSubmit();
  } catch {
    field.value = "";
    if (message) message.textContent = form.dataset.passkeyFailed ?? "";
  }
}
