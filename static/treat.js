/* What is chosen comes to so much together: told while choosing. The server reads its own prices and asks again where this differs. */
(function () {
  "use strict";
  var form = document.querySelector("[data-give]");
  if (!form) return;
  var numbers = Array.prototype.slice.call(form.querySelectorAll("[data-price]"));
  var euro = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

  function add() {
    var cents = numbers.reduce(function (sum, input) {
      return sum + (input.validity.valid ? input.value * input.dataset.price : 0);
    }, 0);
    form.elements.totaal.value = cents;
    form.querySelector("[data-total]").textContent = "€\u00a0" + euro.format(cents / 100);
    if (form.dataset.balance) form.querySelector("[data-too-much]").hidden = cents <= form.dataset.balance;
  }

  form.addEventListener("input", add);
  add(); /* After "back" the browser may have filled in what was chosen before. */
})();
