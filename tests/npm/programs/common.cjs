// CommonJS: import() in any Node, require() since 20.19.
const entries = [
  "",
  "/client",
  "/confluence",
  "/doctor",
  "/jira",
  "/markdown",
  "/profile",
  "/resolver",
  "/sandbox",
  "/sign-in",
  "/sync",
  "/testing",
];

Promise.all(entries.map((entry) => import(`@atlcli/atlcli${entry}`))).then((imported) => {
  const names = imported.map((entry) => Object.keys(entry).length);
  const required = entries.map((entry) => Object.keys(require(`@atlcli/atlcli${entry}`)).length);
  console.log(JSON.stringify({ names, required }));
});
