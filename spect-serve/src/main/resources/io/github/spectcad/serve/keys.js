// The keyboard: which key does what.
export function listen(actions) {
  const keys = {
    ArrowLeft: () => actions.move(-1),
    ArrowRight: () => actions.move(1),
    ArrowUp: () => actions.choose("stress"),
    ArrowDown: () => actions.choose("rest"),
    l: () => actions.toggle(0),
    r: () => actions.toggle(1),
    c: () => actions.toggle(2),
    Enter: actions.confirm,
    n: () => actions.go(1),
    p: () => actions.go(-1),
    g: () => actions.cycle("palette"),
    v: () => actions.cycle("labels"),
    m: () => actions.cycle("saliency"),
    b: actions.toggleBorders,
    ",": () => actions.rotate(5),
    ".": () => actions.rotate(-5),
    "?": actions.help,
  };
  for (let score = 0; score <= 4; score++) {
    keys[score] = () => actions.score(score);
  }
  document.addEventListener("keydown", (event) => {
    const own = event.target.closest("select, input, a, dialog") || (event.key === "Enter" && event.target.closest("button"));
    const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!own && action && !event.ctrlKey && !event.altKey && !event.metaKey && !document.querySelector("dialog[open]")) {
      if (actions.ready() || action === keys.n || action === keys.p) {
        event.preventDefault();
        action();
      }
    }
  });
}
