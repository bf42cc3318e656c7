import "htmx.org";
import { watchMenus, watchTheme } from "./modules/frame";
import { watchKeys } from "./modules/keys";
import { watchScanner } from "./modules/scanner";
import { watchLive } from "./modules/live";
import { watchForms } from "./modules/forms";
import { watchPasskeys } from "./modules/passkeys";
import { watchSignatures } from "./modules/signature";

watchTheme();
watchMenus();
watchKeys();
watchScanner();
watchForms();
watchPasskeys();
watchSignatures(document);
document.addEventListener("htmx:after:swap", () => watchSignatures(document));
watchLive();
