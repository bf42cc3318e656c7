/** `[--cookie "name=value; ..."] URL...` */
export function read() {
  const rest = process.argv.slice(2);
  const at = rest.indexOf("--cookie");
  const cookie = at >= 0 ? rest.splice(at, 2)[1] : undefined;
  if (rest.length === 0) {
    console.error(`usage: node ${process.argv[1].split("/").pop()} [--cookie "name=value"] URL...`);
    process.exit(64);
  }
  return { cookie, urls: rest };
}
