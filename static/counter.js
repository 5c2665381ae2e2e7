/* The counter answers a tap at once, whatever the connection does: the number moves, the tap goes into the queue (counter-queue.js), and the
   page says what waits. The page also puts a copy of itself on the phone, so that it opens without a connection. */
(function () {
  "use strict";
  /* Two taps are two coffees. But a wet finger bounces, and a doubled tap is noticed by nobody; who means two looks at the number in between,
     and that takes longer than this. */
  var BOUNCE = 250;
  var UNDO_WITHIN = 10 * 60 * 1000;
  var COUNTERS = "counters";

  var counter = document.querySelector("[data-counter]");
  var queue = counter && window.counterQueue && window.counterQueue(counter.dataset.counter, counter.dataset.taps, hear);
  if (!queue) return;
  var line = one("[data-line]"), undoable = {}, since = {}, lastForm, lastAt = 0, hasWaited = false;

  /* Words and numbers on the page */

  function show() {
    var known = queue.counts(), taps = queue.waiting();
    all("[data-count]").forEach(function (place) {
      var about = place.dataset.count, number = taps.filter(function (tap) { return tap.about === about; }).reduce(after, known[about] || 0);
      write(place, number);
      tellKept(one('[data-kept="' + about + '"]'), number);
    });
    tellOfConnection(taps.length);
  }

  /* Never more is kept than hangs there. */
  function tellKept(section, hanging) {
    if (!section) return;
    var words = section.dataset, number = Math.min(words.number, hanging);
    section.hidden = !number;
    write(section.querySelector("[data-kept-number]"), (number === 1 ? words.one : words.many).replace(/\d+/, number));
  }

  function after(number, tap) {
    return "to" in tap ? tap.to : Math.max(0, number + tap.change);
  }

  function tellOfConnection(number) {
    var words = line.dataset, isBack = !queue.isLost();
    if (isBack && number) return;
    if (number) hasWaited = true;
    if (isBack) write(line, hasWaited ? words.all : "");
    else write(line, number === 1 ? words.one : number ? words.many.replace("{number}", number) : words.none);
    line.setAttribute("data-is", isBack ? "good" : "lost");
  }

  function say(about, sentence, kind) {
    var place = one('[data-said="' + about + '"]') || one("[data-told]"), notice = noticeOf(sentence, kind);
    if (!undoable[about] || !undoable[about].length) drop(notice.querySelector("[data-undo]"));
    else notice.querySelector("[data-undo]").dataset.undo = about;
    place.textContent = "";
    place.appendChild(notice);
  }

  function noticeOf(sentence, kind) {
    var notice = document.importNode(one('[data-notice="' + kind + '"]').content, true);
    notice.querySelector(".notice-title").textContent = sentence;
    return notice;
  }

  function write(place, text) {
    if (place.textContent !== String(text)) place.textContent = text;
  }

  /* A tap */

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-tap")) return;
    if (isBounce(form)) return event.preventDefault();
    var tap = tapOf(form);
    if (tap.fields.what === "recount" && !/^\d{1,3}$/.test(tap.fields.count)) {
      event.preventDefault();
      say(tap.about, form.dataset.slip, "ask");
      return form.elements.count.focus();
    }
    /* Before the page lets go of the form: where the phone is full, the form goes as it always did. */
    queue.add(tap);
    event.preventDefault();
    if (tap.fields.what === "recount") close(form);
    begin(tap);
  });

  function isBounce(form) {
    var now = Date.now(), soon = form === lastForm && now - lastAt < BOUNCE;
    lastForm = form;
    lastAt = now;
    return soon;
  }

  function tapOf(form) {
    var tap = { fields: {}, about: form.dataset.about, says: form.dataset.says || "" };
    all("input[name]", form).forEach(function (input) {
      if (input.name !== "csrfmiddlewaretoken") tap.fields[input.name] = input.value.trim();
    });
    tap.fields.key = newKey();
    if (tap.fields.what === "recount") tap.to = Number(tap.fields.count);
    else tap.change = Number(form.dataset.tap);
    return tap;
  }

  function begin(tap) {
    hasWaited = false;
    remember(tap);
    show();
    queue.wake();
  }

  /* What can be taken back, the last one first. Only this page knows for how long: a moment is never written down. */
  function remember(tap) {
    var taps = undoable[tap.about] = undoable[tap.about] || [];
    if ("to" in tap) taps.length = 0;
    else if (tap.says) taps.push(tap);
    if (tap.says) say(tap.about, tap.says, "good");
    since[tap.fields.key] = Date.now();
    setTimeout(function () { forgetUndo(tap); }, UNDO_WITHIN);
  }

  function forgetUndo(tap) {
    var taps = undoable[tap.about], at = taps.indexOf(tap);
    if (at >= 0) taps.splice(at, 1);
    if (!taps.length) drop(one('[data-undo="' + tap.about + '"]'));
  }

  function close(form) {
    form.reset();
    form.parentNode.removeAttribute("open");
    form.parentNode.querySelector("summary").focus();
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-undo]");
    if (button) takeBack(button.dataset.undo);
  });

  function takeBack(about) {
    var tap = undoable[about].pop(), words = one('[data-notice="good"]').dataset;
    /* While a phone sleeps its timers do too. */
    if (Date.now() - since[tap.fields.key] > UNDO_WITHIN) return say(about, words.late, "ask");
    if (queue.isUntried(tap)) queue.remove(tap);
    else queue.add({ fields: { what: "undo", treat: tap.fields.treat, key: newKey() }, about: about, change: -tap.change, of: tap.fields });
    say(about, words.undone, "good");
    (one('[data-undo="' + about + '"]') || one('[data-about="' + about + '"] button')).focus();
    show();
    queue.wake();
  }

  /* Version 4, by hand: old phones lack randomUUID. */
  function newKey() {
    var bytes = crypto.getRandomValues(new Uint8Array(16)), hex = "";
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    for (var i = 0; i < 16; i++) hex += (i === 4 || i === 6 || i === 8 || i === 10 ? "-" : "") + (bytes[i] + 256).toString(16).slice(1);
    return hex;
  }

  /* What the server says */

  function hear(tap, answer) {
    if (answer && answer.is_gone) return closed(tap, answer);
    if (tap && !answer.is_good) {
      var taps = undoable[tap.about] || [];
      undoable[tap.about] = taps.filter(function (other) { return other.fields.key !== tap.fields.key; });
      say(tap.about, answer.sentence, "ask");
    }
    show();
    if (!tap && answer && hasNews(answer.counts)) location.reload();
  }

  /* Something hangs that has no row here yet. Not while somebody fills in a number. */
  function hasNews(counts) {
    return !queue.waiting().length && document.activeElement.tagName !== "INPUT" && Object.keys(counts).some(function (about) {
      return counts[about] && !about.indexOf("treat-") && !one('[data-count="' + about + '"]');
    });
  }

  function closed(tap, answer) {
    if (window.caches) caches.open(COUNTERS).then(function (cache) { cache.delete(counter.dataset.here); });
    write(line, "");
    if (tap) {
      all(".counter, .counter-tally").forEach(drop);
      undoable = {};
      say("", answer.sentence, "ask");
    } else if (!counter.hasAttribute("data-gone")) location.reload();
  }

  /* A copy on this phone, made anew each time there is a connection: without keys and form tokens, as the server gives it. */
  function keepCopy() {
    if (!navigator.serviceWorker || !window.caches) return;
    navigator.serviceWorker.register(counter.dataset.worker).catch(nothing);
    caches.open(COUNTERS).then(function (cache) {
      var files = all("link[rel=apple-touch-icon], script[src]").map(function (file) { return file.href || file.src; });
      return cache.addAll(files).then(function () {
        return fetch(counter.dataset.copy, { credentials: "same-origin" });
      }).then(function (copy) {
        return copy.ok && cache.put(counter.dataset.here, copy);
      }).then(function () { return cache.keys(); }).then(function (kept) {
        /* Scripts of before. */
        return Promise.all(kept.map(function (old) { return /\.(css|js|png)$/.test(old.url) && files.indexOf(old.url) < 0 && cache.delete(old); }));
      });
    }).catch(nothing);
  }

  function one(what) { return document.querySelector(what); }
  function all(what, where) { return Array.prototype.slice.call((where || document).querySelectorAll(what)); }
  function drop(element) { if (element) element.parentNode.removeChild(element); }
  function nothing() {}

  if (counter.hasAttribute("data-gone")) return queue.wake();
  if (!counter.hasAttribute("data-shell")) {
    queue.learn(all("[data-count]").reduce(function (counts, place) {
      counts[place.dataset.count] = Number(place.textContent);
      return counts;
    }, {}));
    keepCopy();
  }
  queue.waiting().forEach(function (tap) { if (!tap.of) remember(tap); });
  show();
  if (counter.hasAttribute("data-shell") || queue.waiting().length) queue.wake();
})();
