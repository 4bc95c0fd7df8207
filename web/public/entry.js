// Before anything else of the page: should its entry, or a style it needs, be gone (the page is older than the server),
// it is loaded anew; if that did not help within the last minute, the reader is told. Never a blank page.
(function () {
  var LAST = "qm.entry";
  // As the page itself finds its language, before it is there: the app is installed under a name in that one.
  var asked = new URLSearchParams(location.search).get("locale");
  var zh = /^zh/i.test(asked || localStorage.getItem("qm.locale") || navigator.language);
  var manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = zh ? "/zh.webmanifest" : "/en.webmanifest";
  document.head.append(manifest);

  // Its words come beside the page's script, which draws nothing before it has them.
  var words = document.querySelector(zh ? "meta[name=words-zh]" : "meta[name=words-en]");
  if (words) {
    var early = document.createElement("link");
    early.rel = "modulepreload";
    early.href = words.content;
    document.head.append(early);
  }

  var WORDS = zh
    ? ["页面未能加载", "系统可能刚刚更新，请重新加载。", "重新加载"]
    : ["The page could not be loaded", "The system may just have been updated. Please reload.", "Reload"];

  function tell() {
    var root = document.getElementById("root");
    if (!root || root.childElementCount > 0) return;
    var box = document.createElement("div");
    box.setAttribute("role", "alert");
    box.style.cssText =
      "max-width:26em;margin:16vh auto;padding:0 16px;font:14px/1.6 system-ui,sans-serif;text-align:center";
    var title = document.createElement("h1");
    title.style.fontSize = "18px";
    title.textContent = WORDS[0];
    var hint = document.createElement("p");
    hint.textContent = WORDS[1];
    var button = document.createElement("button");
    button.type = "button";
    button.style.cssText = "font:inherit;padding:6px 16px";
    button.textContent = WORDS[2];
    button.addEventListener("click", function () {
      location.reload();
    });
    box.append(title, hint, button);
    root.append(box);
  }

  addEventListener(
    "error",
    function (event) {
      var what = event.target;
      var root = document.getElementById("root");
      var ours =
        what instanceof HTMLScriptElement ||
        (what instanceof HTMLLinkElement && /stylesheet|modulepreload/.test(what.rel));
      // Later, the page itself knows what to do about a part of it.
      if (!ours || (root && root.childElementCount > 0)) return;
      var now = Date.now();
      var last = Number(sessionStorage.getItem(LAST) || 0);
      if (navigator.onLine && now - last > 60000) {
        sessionStorage.setItem(LAST, String(now));
        location.reload();
      } else if (document.readyState === "loading") {
        addEventListener("DOMContentLoaded", tell);
      } else {
        tell();
      }
    },
    true,
  );
})();
