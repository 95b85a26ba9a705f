"use strict";
(() => {
  const fil = document.getElementById("vue-fil");
  const cote = document.getElementById("vue-cote");
  const steps = document.querySelector(".pas");
  const help = document.getElementById("aide");
  const shortcuts = document.getElementById("raccourcis");
  if (!fil || !steps) return;

  const position = document.querySelector(".position");
  let here = 0;

  const view = () => (cote.checked ? ".cote" : ".fil");
  const stops = () => document.querySelectorAll(view() + " [data-arret]");

  function go(number) {
    const all = stops();
    here = Math.min(Math.max(number, 1), all.length);
    document.querySelectorAll(".ici").forEach((each) => each.classList.remove("ici"));
    const target = all[here - 1];
    target.classList.add("ici");
    target.focus({ preventScroll: true });
    const tall = target.offsetHeight > window.innerHeight * 0.6;
    target.scrollIntoView({ block: tall ? "start" : "center" });
    tell();
  }

  function tell() {
    const total = stops().length;
    position.textContent = here ? `${here} sur ${total}` : total > 1 ? `${total} différences` : "1 différence";
  }

  function show(radio) {
    radio.checked = true;
    if (here) go(here);
  }

  const keys = {
    n: () => go(here + 1),
    j: () => go(here + 1),
    p: () => go(here - 1),
    k: () => go(here - 1),
    i: () => show(fil),
    c: () => show(cote),
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || !shortcuts.checked) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  steps.querySelectorAll("[data-va]").forEach((button) => {
    button.addEventListener("click", () => go(here + Number(button.dataset.va)));
  });
  steps.querySelector("[data-aide]").addEventListener("click", () => help.showModal());
  for (const radio of [fil, cote]) radio.addEventListener("change", () => here && go(here));
  steps.hidden = false;
  tell();
})();
