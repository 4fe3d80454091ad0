/* The words of the date picker in Arabic; DatesProvider looks for them by this name. */
(function () {
  var months = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"];
  var days = ["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"];
  var letters = ["ح", "ن", "ث", "ر", "خ", "ج", "س"];
  window.dayjs_locale_ar = {
    name: "ar", months: months, monthsShort: months, weekdays: days, weekdaysShort: days,
    weekdaysMin: letters, weekStart: 1, formats: {}, relativeTime: {},
    ordinal: function (day) { return day; },
  };
})();
