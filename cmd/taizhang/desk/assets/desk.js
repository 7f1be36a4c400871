"use strict";
// What a page does beyond links and forms: it listens for changes, takes dropped
// files, and makes tables handy. Everything works on its own browser alone.
(function () {
  var body = document.body, token = body.dataset.token, dirty = false;
  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }
  function store(key, value) {
    try {
      if (value === undefined) { return window.localStorage.getItem(key); }
      if (value === null) { window.localStorage.removeItem(key); } else { window.localStorage.setItem(key, value); }
    } catch (e) { return null; }
    return null;
  }

  // A page that is being left is not read anew: that would take back the click.
  var leaving = 0;
  function leave() { leaving = Date.now(); }
  window.addEventListener("beforeunload", leave);
  document.addEventListener("submit", leave);
  document.addEventListener("click", function (e) { if (e.target.closest && e.target.closest("a[href]")) { leave(); } });
  function reload() { if (Date.now() - leaving > 5000) { location.reload(); } else { setTimeout(reload, 5000); } }

  // Events: what runs, what has changed.
  var job = document.getElementById("job"), last = document.getElementById("last"), news = document.getElementById("news");
  function fresh(text) {
    if (dirty || document.querySelector("details[open]") || (document.activeElement && /INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName))) {
      news.hidden = false;
      news.firstElementChild.textContent = text;
      return;
    }
    store("scroll " + location.pathname, String(window.scrollY));
    reload();
  }
  if (news) { news.querySelector("button").addEventListener("click", function () { location.reload(); }); }
  var sending = 0;
  // A browser keeps few connections to one computer: only a page that is seen listens.
  var source = null, cut = 0;
  function deaf() { if (source) { source.close(); source = null; } }
  function listen() {
    if (!window.EventSource || !job || source || document.hidden) { return; }
    source = new EventSource("/events");
    source.addEventListener("open", function () { cut = 0; if (body.dataset.refresh) { setTimeout(reload, 700); } });
    source.addEventListener("changed", function (e) { if (!sending && body.dataset.stamp && e.data !== body.dataset.stamp) { fresh("内容有了变化。"); } });
    source.addEventListener("ready", function () { if (body.dataset.refresh) { reload(); } });
    source.addEventListener("done", function () { if (!sending) { fresh("做完了。"); } });
    source.addEventListener("progress", function (e) {
      var s = JSON.parse(e.data);
      job.hidden = false;
      last.hidden = true;
      document.getElementById("job-what").textContent = s.what + (s.step && s.step !== s.what ? " · " + s.step : "") + (s.total > 0 ? " " + s.done + "/" + s.total : "");
      var bar = document.getElementById("job-bar");
      if (s.total > 0) { bar.max = s.total; bar.value = s.done; } else { bar.removeAttribute("value"); }
      document.getElementById("job-left").textContent = s.left || "";
    });
    source.addEventListener("stopped", function () { deaf(); gone(); });
    source.addEventListener("error", function () { if (++cut > 3) { deaf(); gone(); } });
  }
  function gone() {
    news.hidden = false;
    news.firstElementChild.textContent = "程序已停止。请再双击一次程序；已经做完的都在活动文件夹里。";
  }
  document.addEventListener("visibilitychange", function () { if (document.hidden) { deaf(); } else { listen(); } });
  window.addEventListener("pagehide", deaf);
  window.addEventListener("pageshow", listen);
  listen();
  var at = store("scroll " + location.pathname);
  if (at) { window.scrollTo(0, Number(at)); store("scroll " + location.pathname, null); }

  // Forms: a question where one is due; what is half filled in outlives a reload.
  all("form[data-ask]").forEach(function (f) {
    f.addEventListener("submit", function (e) { if (!window.confirm(f.dataset.ask)) { e.preventDefault(); } });
  });
  all("form[method=post]").forEach(function (f) {
    f.addEventListener("submit", function (e) {
      if (e.defaultPrevented) { return; }
      if (f.dataset.keep) { store("keep " + f.dataset.keep, null); }
      setTimeout(function () { all("button", f).forEach(function (b) { b.disabled = true; }); }, 0);
    });
  });
  all("form[data-keep]").forEach(function (f) {
    var key = "keep " + f.dataset.keep, kept = store(key);
    if (kept) {
      var values = JSON.parse(kept);
      all("input:not([type=hidden]), select", f).forEach(function (x) { if (values[x.name] !== undefined) { x.value = values[x.name]; } });
    }
    f.addEventListener("input", function () {
      var values = {};
      all("input:not([type=hidden]), select", f).forEach(function (x) { values[x.name] = x.value; });
      store(key, JSON.stringify(values));
      dirty = true;
    });
  });

  // Files that are dropped or chosen go one after the other.
  all(".drop").forEach(function (zone) {
    var list = zone.querySelector(".dropped"), queue = [], busy = false, target = "";
    function say(li, text, tone) { li.textContent = text; li.className = tone ? "badge-line " + tone : ""; }
    function next() {
      if (busy) { return; }
      var x = queue.shift();
      if (!x) { if (sending) { sending = 0; location.href = target || location.href; } return; }
      busy = true;
      var request = new XMLHttpRequest();
      request.open("POST", zone.dataset.action + "?name=" + encodeURIComponent(x.name));
      request.setRequestHeader("X-Token", token);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.onprogress = function (e) { say(x.li, x.name + "　" + Math.floor(e.loaded / Math.max(e.total, 1) * 100) + "%"); };
      request.onload = function () {
        var answer = {};
        try { answer = JSON.parse(request.responseText); } catch (e) { answer = { message: "没有收下。" }; }
        if (request.status === 200) { say(x.li, x.name + "　" + (answer.message || "已收下")); if (answer.next) { target = answer.next; } } else { say(x.li, x.name + "　没有收下：" + (answer.message || "")); x.failed = true; target = target || ""; failed = true; }
        busy = false;
        if (x.failed && !queue.length) { sending = 0; return; }
        next();
      };
      request.onerror = function () { say(x.li, x.name + "　没有收下：程序已停止，或者连接断了。"); busy = false; sending = 0; };
      request.send(x.file);
    }
    var failed = false;
    function add(file, name) {
      var li = document.createElement("li");
      say(li, name + "　等着");
      list.appendChild(li);
      queue.push({ file: file, name: name, li: li });
      sending = 1;
    }
    function walk(entry, prefix, done) {
      if (entry.isFile) { entry.file(function (f) { add(f, prefix + f.name); done(); }, done); return; }
      var reader = entry.createReader();
      (function more() {
        reader.readEntries(function (entries) {
          if (!entries.length) { done(); return; }
          var left = entries.length;
          entries.forEach(function (x) { walk(x, prefix + entry.name + "/", function () { if (--left === 0) { more(); } }); });
        }, done);
      })();
    }
    ["dragenter", "dragover"].forEach(function (n) { zone.addEventListener(n, function (e) { e.preventDefault(); zone.classList.add("over"); }); });
    ["dragleave", "drop"].forEach(function (n) { zone.addEventListener(n, function (e) { e.preventDefault(); zone.classList.remove("over"); }); });
    zone.addEventListener("drop", function (e) {
      var items = e.dataTransfer.items, entries = [];
      for (var i = 0; items && i < items.length; i++) { var x = items[i].webkitGetAsEntry && items[i].webkitGetAsEntry(); if (x) { entries.push(x); } }
      if (!entries.length) { for (var k = 0; k < e.dataTransfer.files.length; k++) { add(e.dataTransfer.files[k], e.dataTransfer.files[k].name); } next(); return; }
      var left = entries.length;
      entries.forEach(function (x) { walk(x, "", function () { if (--left === 0) { next(); } }); });
    });
    all("input[type=file]", zone).forEach(function (input) {
      input.addEventListener("change", function () {
        for (var i = 0; i < input.files.length; i++) { add(input.files[i], input.files[i].webkitRelativePath || input.files[i].name); }
        input.value = "";
        next();
      });
    });
    zone.addEventListener("keydown", function (e) { if (e.target === zone && (e.key === "Enter" || e.key === " ")) { e.preventDefault(); zone.querySelector("input[type=file]").click(); } });
  });
  window.addEventListener("dragover", function (e) { e.preventDefault(); });
  window.addEventListener("drop", function (e) { e.preventDefault(); });

  function copy(text) {
    if (navigator.clipboard && navigator.clipboard.writeText) { navigator.clipboard.writeText(text).then(null, function () { old(text); }); return; }
    old(text);
  }
  function old(text) {
    var area = document.createElement("textarea");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  all("[data-copy]").forEach(function (b) {
    b.addEventListener("click", function () { copy(b.parentNode.querySelector("pre").textContent); b.textContent = "已复制"; });
  });

  // Tables: sort by a header, filter as one types, walk with the keys, copy into
  // Excel, widths that stay.
  all("main table").forEach(function (table, index) {
    if (table.closest(".summary")) { return; }
    var rows = all("tbody tr", table), key = "widths " + location.pathname.split("/")[1] + " " + index, widths = JSON.parse(store(key) || "{}");
    all("thead th", table).forEach(function (th, col) {
      if (widths[col]) { th.style.minWidth = widths[col] + "px"; }
      th.addEventListener("click", function (e) {
        if (e.target.className === "grip") { return; }
        var down = th.getAttribute("aria-sort") === "ascending";
        all("th", table).forEach(function (x) { x.removeAttribute("aria-sort"); });
        th.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows.sort(function (a, b) {
          var x = a.cells[col] ? a.cells[col].textContent.trim() : "", y = b.cells[col] ? b.cells[col].textContent.trim() : "";
          var nx = parseFloat(x.replace(/,/g, "")), ny = parseFloat(y.replace(/,/g, ""));
          var d = !isNaN(nx) && !isNaN(ny) && nx !== ny ? nx - ny : x.localeCompare(y, "zh-CN");
          return down ? -d : d;
        });
        rows.forEach(function (r) { r.parentNode.appendChild(r); });
      });
      var grip = document.createElement("span");
      grip.className = "grip";
      th.appendChild(grip);
      grip.addEventListener("mousedown", function (e) {
        var from = e.pageX, was = th.offsetWidth;
        function move(m) { th.style.minWidth = Math.max(40, was + m.pageX - from) + "px"; widths[col] = parseInt(th.style.minWidth, 10); }
        function up() { store(key, JSON.stringify(widths)); document.removeEventListener("mousemove", move); document.removeEventListener("mouseup", up); }
        document.addEventListener("mousemove", move);
        document.addEventListener("mouseup", up);
        e.preventDefault();
      });
    });
    if (rows.length > 3 && !table.closest("form")) {
      var b = document.createElement("button");
      b.type = "button";
      b.className = "quiet copy-table";
      b.textContent = "复制表格";
      b.title = "复制后可以直接粘贴到 Excel、WPS";
      b.addEventListener("click", function () {
        copy(all("tr", table).filter(function (r) { return !r.hidden; }).map(function (r) {
          return all("th,td", r).map(function (c) { return clean(c); }).join("\t");
        }).join("\n"));
        b.textContent = "已复制";
      });
      var filters = table.parentNode.previousElementSibling;
      if (filters && filters.className === "filters") { filters.appendChild(b); } else { table.parentNode.parentNode.insertBefore(b, table.parentNode.nextSibling); }
    }
  });
  function clean(cell) {
    var c = cell.cloneNode(true);
    all("form, .grip, del", c).forEach(function (x) { x.remove(); });
    var text = c.textContent.replace(/\s+/g, " ").trim();
    return /^[=+\-@]/.test(text) && isNaN(Number(text)) ? "'" + text : text;
  }
  all("[data-filter]").forEach(function (input) {
    var form = input.closest("form"), table = form.nextElementSibling && form.nextElementSibling.querySelector("table");
    input.addEventListener("input", function () {
      var words = input.value.trim().toLowerCase().split(/\s+/);
      all("tbody tr", table).forEach(function (r) {
        var text = r.textContent.toLowerCase();
        r.hidden = !words.every(function (w) { return text.indexOf(w) >= 0; });
      });
    });
    all("select", form).forEach(function (s) { s.addEventListener("change", function () { form.submit(); }); });
  });
  document.addEventListener("keydown", function (e) {
    var typing = /INPUT|SELECT|TEXTAREA/.test(e.target.tagName);
    if (e.key === "/" && !typing) { var f = document.querySelector("[data-filter]"); if (f) { f.focus(); e.preventDefault(); } return; }
    if (e.key === "Escape") {
      all("details[open]").forEach(function (d) { d.open = false; });
      if (typing && e.target.hasAttribute("data-filter")) { e.target.value = ""; e.target.dispatchEvent(new Event("input")); e.target.blur(); }
      all("tr.at").forEach(function (r) { r.classList.remove("at"); });
      return;
    }
    if (typing || (e.key !== "ArrowDown" && e.key !== "ArrowUp" && e.key !== "Enter")) { return; }
    var table = all("main table").filter(function (t) { return !t.closest(".summary"); })[0], rows = table ? all("tbody tr", table).filter(function (r) { return !r.hidden; }) : [], i = rows.findIndex(function (r) { return r.classList.contains("at"); });
    if (e.key === "Enter") { if (i >= 0 && e.target.tagName !== "A" && e.target.tagName !== "BUTTON") { var a = rows[i].querySelector("a"); if (a) { location.href = a.href; } } return; }
    if (!rows.length || (i < 0 && e.key === "ArrowUp")) { return; }
    var to = rows[Math.max(0, Math.min(rows.length - 1, i + (e.key === "ArrowDown" ? 1 : -1)))];
    rows.forEach(function (r) { r.classList.remove("at"); });
    to.classList.add("at");
    to.focus({ preventScroll: false });
    e.preventDefault();
  });
  document.addEventListener("click", function (e) { all("details.pop[open]").forEach(function (d) { if (!d.contains(e.target)) { d.open = false; } }); });
})();
