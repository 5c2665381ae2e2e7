/* Taps that wait on this phone until the server has counted them. Each carries a key of its own, and the same key twice is one movement: so
   sending again is never wrong, also from two pages at once. They are sent in their order; what o'clock it was, nobody writes down.
   `counterQueue` gives nothing where a phone is too old: then the page's own forms do the work. */
(function () {
  "use strict";
  /* After so long without an answer the connection counts as lost. */
  var PATIENCE = 6000, LONGEST_WAIT = 60000;

  window.counterQueue = function (place, address, hear) {
    var COUNTS = "counter " + place + " counts", TAP = "counter " + place + " tap ";
    var store = storeOf(COUNTS), isSending = false, isLost = false, pause = 0, timer;
    if (!store) return null;

    /* One item for each tap: two pages that write at the same moment never write over each other. */
    function names() {
      return Object.keys(store).filter(function (name) { return name.indexOf(TAP) === 0; }).sort();
    }

    function waiting() {
      return names().map(kept).filter(Boolean);
    }

    /* What cannot be read is passed over and goes: one broken item must not hold up all that wait behind it. */
    function kept(name) {
      var tap = parsed(name);
      if (tap && tap.fields && tap.name === name) return tap;
      store.removeItem(name);
    }

    function parsed(name) {
      try {
        return JSON.parse(store.getItem(name));
      } catch (error) {
        return null;
      }
    }

    function add(tap) {
      var last = names().pop(), number = last ? parseInt(last.slice(TAP.length), 10) + 1 : 1;
      tap.name = TAP + ("00000" + number).slice(-6) + " " + tap.fields.key;
      write(tap);
    }

    function write(tap) {
      store.setItem(tap.name, JSON.stringify(tap));
    }

    function remove(tap) {
      store.removeItem(tap.name);
    }

    /* What was tried may have been counted, though no answer came. */
    function isUntried(tap) {
      var now = kept(tap.name);
      return Boolean(now) && !now.tried;
    }

    function counts() {
      return parsed(COUNTS) || {};
    }

    function learn(numbers) {
      store.setItem(COUNTS, JSON.stringify(numbers));
    }

    function wake() {
      clearTimeout(timer);
      if (isSending) return;
      isSending = true;
      var tap;
      /* Whatever goes wrong on the way, a full phone too, is tried again after a while. */
      new Promise(function (resolve) {
        tap = waiting()[0];
        resolve(tap ? deliver(tap) : ask(address));
      }).then(function (answer) { found(tap, answer); }).then(null, lost);
    }

    function found(tap, answer) {
      isSending = isLost = false;
      pause = 0;
      /* First the counts, then the tap: whoever reads in between sees it counted rather than gone. */
      if (answer.counts) learn(answer.counts);
      if (answer.is_gone) forget(); else if (tap) remove(tap);
      hear(tap, answer);
      if (waiting().length) wake();
    }

    function lost() {
      isSending = false;
      isLost = true;
      pause = Math.min(pause * 2 || 5000, LONGEST_WAIT);
      timer = setTimeout(wake, pause);
      hear();
    }

    function forget() {
      names().concat(COUNTS).forEach(function (name) { store.removeItem(name); });
    }

    function deliver(tap) {
      tap.tried = true;
      write(tap);
      return tap.of ? takeBack(tap) : post(address, tap.fields);
    }

    /* Sends the first tap again: counted before or not, now we know what to take back. */
    function takeBack(tap) {
      return post(address, tap.of).then(function (answer) {
        if (!answer.said) return answer.is_gone ? answer : { is_good: true, counts: answer.counts };
        return post(address, { what: "undo", treat: tap.fields.treat, key: tap.fields.key, said: answer.said });
      });
    }

    window.addEventListener("storage", function (event) {
      if (event.key && event.key.indexOf("counter " + place) !== 0) return;
      hear();
      /* Another page is sending. If it was closed meanwhile, this one goes on. */
      clearTimeout(timer);
      timer = setTimeout(wake, PATIENCE);
    });
    window.addEventListener("online", wake);
    window.addEventListener("offline", function () {
      isLost = true;
      hear();
    });
    window.addEventListener("pageshow", function (event) {
      if (event.persisted) wake();
    });
    document.addEventListener("visibilitychange", function () {
      if (!document.hidden) wake();
    });

    return {
      add: add, remove: remove, waiting: waiting, isUntried: isUntried, counts: counts, learn: learn, wake: wake,
      isLost: function () { return isLost; }
    };
  };

  function storeOf(name) {
    if (!window.fetch || !window.Promise || !window.crypto || !crypto.getRandomValues) return null;
    try {
      /* A private window may have a store without any room. */
      localStorage.setItem(name, localStorage.getItem(name) || "{}");
      return localStorage;
    } catch (error) {
      return null;
    }
  }

  /* The form token is read from its cookie at the moment of sending, and where there is none any more the server gives a new one. */
  function post(address, fields) {
    return ask(address, fields).catch(function (error) {
      if (error.status !== 403) throw error;
      return ask(address).then(function () { return ask(address, fields); });
    });
  }

  function token() {
    return (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1];
  }

  function ask(address, fields) {
    var asked = { credentials: "same-origin", cache: "no-store" };
    if (fields) {
      asked.method = "POST";
      asked.headers = { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token() || "" };
      asked.body = Object.keys(fields).map(function (name) {
        return encodeURIComponent(name) + "=" + encodeURIComponent(fields[name]);
      }).join("&");
    }
    return inTime(fetch(address, asked).then(read));
  }

  /* What a proxy says in our place, or a page of the wifi, is no answer. */
  function read(response) {
    if ([200, 400, 404].indexOf(response.status) >= 0) return response.json();
    throw { status: response.status };
  }

  function inTime(promise) {
    return new Promise(function (resolve, reject) {
      var timer = setTimeout(function () { reject({}); }, PATIENCE);
      promise.then(resolve, reject).then(function () { clearTimeout(timer); });
    });
  }
})();
