/** A canvas marked data-signature="field-id" draws with pen, finger or mouse and keeps a PNG in that hidden field. */
export function watchSignatures(root: ParentNode): void {
  for (const canvas of root.querySelectorAll<HTMLCanvasElement>("canvas[data-signature]:not([data-ready])")) prepare(canvas);
}

function prepare(canvas: HTMLCanvasElement): void {
  const field = document.getElementById(canvas.dataset.signature ?? "") as HTMLInputElement | null;
  const context = canvas.getContext("2d");
  if (!field || !context) return;
  canvas.dataset.ready = "";
  const scale = Math.min(2, window.devicePixelRatio || 1);
  canvas.width = canvas.clientWidth * scale;
  canvas.height = canvas.clientHeight * scale;
  context.scale(scale, scale);
  context.lineWidth = 2.2;
  context.lineCap = context.lineJoin = "round";
  context.strokeStyle = "#101418";
  let drawing = false;
  canvas.addEventListener("pointerdown", (e) => {
    drawing = true;
    canvas.setPointerCapture(e.pointerId);
    context.beginPath();
    context.moveTo(e.offsetX, e.offsetY);
  });
  canvas.addEventListener("pointermove", (e) => {
    if (!drawing) return;
    for (const p of e.getCoalescedEvents?.() ?? [e]) context.lineTo(p.offsetX, p.offsetY);
    context.stroke();
  });
  const stop = () => {
    if (drawing) field.value = canvas.toDataURL("image/png");
    drawing = false;
  };
  canvas.addEventListener("pointerup", stop);
  canvas.addEventListener("pointercancel", stop);
  document.querySelector(`[data-signature-clear="${field.id}"]`)?.addEventListener("click", () => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    field.value = "";
  });
}
