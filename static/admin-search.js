// Select2, which comes with Django's admin, draws fields of its own in place of the one that has a label, and names them by nothing.
// Whoever listens to the page hears that label at each of them too.
"use strict";
{
  const { jQuery: $ } = django;

  const nameParts = (select) => {
    const [label] = select.labels;
    if (!label) return;
    label.id ||= `${select.id}_label`;
    const { $container, $dropdown } = $(select).data("select2");
    $container.add($dropdown).find(".select2-search__field, .select2-selection__rendered[role], .select2-selection--multiple")
      .attr("aria-labelledby", label.id);
    // One choice is heard after its label.
    $container.find(".select2-selection--single").attr("aria-labelledby", (n, choice) => `${label.id} ${choice}`);
  };

  const nameAll = (within) => $(within).find(".admin-autocomplete.select2-hidden-accessible").each((n, select) => nameParts(select));

  // After Django's own (autocomplete.js), which draws them then; also in a row that is added.
  $(() => nameAll(document));
  document.addEventListener("formset:added", ({ target }) => nameAll(target));
}
