// Light or dark before the first paint: what the person chose, else what the system wants.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const choice = localStorage.getItem("theme") || "system";
    const isDark = choice === "dark" || (choice === "system" && system.matches);
    document.documentElement.classList.toggle("dark", isDark);
    document.documentElement.dataset.theme = choice;
  };
  apply();
  system.addEventListener("change", apply);
  window.addEventListener("themechange", apply);
})();
