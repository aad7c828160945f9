// Before the first paint, and in a file of its own: the content security policy allows no inline script.
try {
  var theme = localStorage.getItem("redshank.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  if (localStorage.getItem("redshank.density") === "dense") document.documentElement.dataset.density = "dense";
} catch {
  // Storage is blocked: the page follows the system.
}
