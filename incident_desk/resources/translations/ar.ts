<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
<name>AddRole</name>
<message>
<source>Add</source>
<translation type="unfinished">إضافة</translation>
</message>
<message>
<source>Add a role from the plan</source>
<translation type="unfinished">إضافة دور من الخطة</translation>
</message>
</context>
<context>
<name>AgendaFilters</name>
<message>
<source>All</source>
<translation type="unfinished">الكل</translation>
</message>
</context>
<context>
<name>AgendaModel</name>
<message>
<source>What</source>
<translation type="unfinished">ماذا</translation>
</message>
<message>
<source>Who</source>
<translation type="unfinished">من</translation>
</message>
</context>
<context>
<name>AgendaWords</name>
<message>
<source>Decisions</source>
<translation type="unfinished">القرارات</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">المهام</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">متأخر {span}</translation>
</message>
</context>
<context>
<name>AlertBars</name>
<message>
<source>Alerts</source>
<translation type="unfinished">التنبيهات</translation>
</message>
</context>
<context>
<name>AlertIntakeSettings</name>
<message>
<source>Alerts</source>
<translation type="unfinished">التنبيهات</translation>
</message>
</context>
<context>
<name>AlertModel</name>
<message>
<source>Since</source>
<translation type="unfinished">منذ</translation>
</message>
<message>
<source>State</source>
<translation type="unfinished">الحالة</translation>
</message>
</context>
<context>
<name>AlertSheet</name>
<message>
<source>Severity</source>
<translation type="unfinished">الخطورة</translation>
</message>
</context>
<context>
<name>AlertsRoom</name>
<message>
<source>Alerts</source>
<translation type="unfinished">التنبيهات</translation>
</message>
</context>
<context>
<name>AloneCard</name>
<message>
<source>A record on this computer only. Join a room later: everything you wrote comes along.</source>
<translation type="unfinished">سجل على هذا الحاسوب فقط. انضم إلى غرفة لاحقًا: كل ما كتبته يأتي معك.</translation>
</message>
<message>
<source>Start alone</source>
<translation type="unfinished">ابدأ وحدك</translation>
</message>
</context>
<context>
<name>BundleDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>Calm</name>
<message>
<source>All</source>
<translation type="unfinished">الكل</translation>
</message>
<message>
<source>Declare</source>
<translation type="unfinished">إعلان</translation>
</message>
<message>
<source>Declare an incident</source>
<translation type="unfinished">إعلان حادثة</translation>
</message>
<message>
<source>Declare incident</source>
<translation type="unfinished">إعلان حادثة</translation>
</message>
<message>
<source>This record is empty</source>
<translation type="unfinished">هذا السجل فارغ</translation>
</message>
</context>
<context>
<name>CalmHeader</name>
<message>
<source>No incident open</source>
<translation type="unfinished">لا حادثة مفتوحة</translation>
</message>
<message>
<source>Nothing has been declared on this record yet</source>
<translation type="unfinished">لم يُعلن شيء في هذا السجل بعد</translation>
</message>
</context>
<context>
<name>CauseMapDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>ChangeToldDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
<message>
<source>Services</source>
<translation type="unfinished">الخدمات</translation>
</message>
</context>
<context>
<name>ChooseWordsDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>ClockRow</name>
<message>
<source>Done</source>
<translation type="unfinished">تم</translation>
</message>
</context>
<context>
<name>ClocksDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>CommandLineForm</name>
<message>
<source>/decision, /action, /finding …   or type a note</source>
<translation type="unfinished">/decision, /action, /finding … أو اكتب ملاحظة</translation>
</message>
<message>
<source>Action</source>
<translation type="unfinished">إجراء</translation>
</message>
<message>
<source>Decision</source>
<translation type="unfinished">قرار</translation>
</message>
<message>
<source>Finding</source>
<translation type="unfinished">نتيجة</translation>
</message>
</context>
<context>
<name>CommunicationsPanel</name>
<message>
<source>Communications</source>
<translation type="unfinished">التواصل</translation>
</message>
</context>
<context>
<name>CompareDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>Comparing</name>
<message>
<source>All</source>
<translation type="unfinished">الكل</translation>
</message>
</context>
<context>
<name>Conflicts</name>
<message>
<source>Impact ended</source>
<translation type="unfinished">انتهى الأثر</translation>
</message>
<message>
<source>Impact started</source>
<translation type="unfinished">بدأ الأثر</translation>
</message>
<message>
<source>Services</source>
<translation type="unfinished">الخدمات</translation>
</message>
<message>
<source>Severity</source>
<translation type="unfinished">الخطورة</translation>
</message>
<message>
<source>State</source>
<translation type="unfinished">الحالة</translation>
</message>
<message>
<source>Who is affected</source>
<translation type="unfinished">من المتأثر</translation>
</message>
</context>
<context>
<name>Console</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>Course</name>
<message>
<source>Mitigated</source>
<translation type="unfinished">خُفّفت</translation>
</message>
<message>
<source>Reviewed</source>
<translation type="unfinished">رُوجعت</translation>
</message>
</context>
<context>
<name>CourseWords</name>
<message>
<source>Done</source>
<translation type="unfinished">تم</translation>
</message>
</context>
<context>
<name>CoursesPanel</name>
<message>
<source>Courses of action</source>
<translation type="unfinished">مسارات العمل</translation>
</message>
<message>
<source>Propose</source>
<translation type="unfinished">اقتراح</translation>
</message>
<message>
<source>none proposed yet</source>
<translation type="unfinished">لم يُقترح شيء بعد</translation>
</message>
</context>
<context>
<name>DecideDialog</name>
<message>
<source>Who</source>
<translation type="unfinished">من</translation>
</message>
</context>
<context>
<name>DeclareDialog</name>
<message>
<source>Declare incident</source>
<translation type="unfinished">إعلان حادثة</translation>
</message>
</context>
<context>
<name>DemoCard</name>
<message>
<source>A real incident, played at 60 times its speed in a window of its own. You may press everything; nothing leaves this computer, and your own record stays as it is.</source>
<translation type="unfinished">حادثة حقيقية تُعرض بسرعة ٦٠ ضعفًا في نافذة خاصة. اضغط ما شئت؛ لا شيء يغادر هذا الحاسوب، وسجلك يبقى كما هو.</translation>
</message>
<message>
<source>Look at a demo</source>
<translation type="unfinished">شاهد عرضًا</translation>
</message>
</context>
<context>
<name>DraftingCentre</name>
<message>
<source>Messages</source>
<translation type="unfinished">الرسائل</translation>
</message>
</context>
<context>
<name>DraftingPanel</name>
<message>
<source>Approval</source>
<translation type="unfinished">الموافقة</translation>
</message>
<message>
<source>Messages</source>
<translation type="unfinished">الرسائل</translation>
</message>
</context>
<context>
<name>DueWords</name>
<message>
<source>due now</source>
<translation type="unfinished">مستحق الآن</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">متأخر {span}</translation>
</message>
</context>
<context>
<name>DutyHandoverDialog</name>
<message>
<source>Hand over</source>
<translation type="unfinished">تسليم</translation>
</message>
</context>
<context>
<name>DutyLogPanel</name>
<message>
<source>Duty log</source>
<translation type="unfinished">سجل المناوبة</translation>
</message>
</context>
<context>
<name>EvidenceDialog</name>
<message>
<source>Add</source>
<translation type="unfinished">إضافة</translation>
</message>
</context>
<context>
<name>Exporting</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>FactWords</name>
<message>
<source>Back</source>
<translation type="unfinished">رجوع</translation>
</message>
<message>
<source>Doing</source>
<translation type="unfinished">نعمل</translation>
</message>
<message>
<source>Meanwhile</source>
<translation type="unfinished">في الأثناء</translation>
</message>
<message>
<source>Safe</source>
<translation type="unfinished">آمن</translation>
</message>
<message>
<source>Since</source>
<translation type="unfinished">منذ</translation>
</message>
<message>
<source>What</source>
<translation type="unfinished">ماذا</translation>
</message>
<message>
<source>Who</source>
<translation type="unfinished">من</translation>
</message>
<message>
<source>not confirmed</source>
<translation type="unfinished">غير مؤكد</translation>
</message>
</context>
<context>
<name>FactorDialog</name>
<message>
<source>Propose</source>
<translation type="unfinished">اقتراح</translation>
</message>
</context>
<context>
<name>FactsPanel</name>
<message>
<source>Facts sheet</source>
<translation type="unfinished">ورقة الحقائق</translation>
</message>
<message>
<source>every variant draws on these</source>
<translation type="unfinished">كل صيغة تستند إليها</translation>
</message>
</context>
<context>
<name>FirstRunDialog</name>
<message>
<source>Dark</source>
<translation type="unfinished">داكن</translation>
</message>
<message>
<source>How do you want to begin?</source>
<translation type="unfinished">كيف تريد أن تبدأ؟</translation>
</message>
<message>
<source>Light</source>
<translation type="unfinished">فاتح</translation>
</message>
<message>
<source>Light or dark</source>
<translation type="unfinished">فاتح أو داكن</translation>
</message>
<message>
<source>Like the desktop</source>
<translation type="unfinished">مثل سطح المكتب</translation>
</message>
<message>
<source>No account, no telemetry, no network until you join a room.</source>
<translation type="unfinished">لا حساب ولا تتبّع ولا شبكة حتى تنضم إلى غرفة.</translation>
</message>
<message>
<source>One record of everything that happens, on your own disk first</source>
<translation type="unfinished">سجل واحد لكل ما يحدث، على قرصك أولًا</translation>
</message>
<message>
<source>Open a file</source>
<translation type="unfinished">افتح ملفًا</translation>
</message>
<message>
<source>Somebody gave you a file: a bundle, or incidents of the past. It comes into a record of yours.</source>
<translation type="unfinished">أعطاك أحدهم ملفًا: حزمة أو حوادث سابقة. يدخل إلى سجل لك.</translation>
</message>
<message>
<source>Tab moves; Enter behind the name starts alone</source>
<translation type="unfinished">Tab للتنقل؛ Enter بعد الاسم يبدأ وحدك</translation>
</message>
<message>
<source>Who are you?</source>
<translation type="unfinished">من أنت؟</translation>
</message>
<message>
<source>written next to everything you do</source>
<translation type="unfinished">يُكتب بجانب كل ما تفعله</translation>
</message>
<message>
<source>you can do the others later</source>
<translation type="unfinished">يمكنك فعل الباقي لاحقًا</translation>
</message>
</context>
<context>
<name>HeadlinesModel</name>
<message>
<source>State</source>
<translation type="unfinished">الحالة</translation>
</message>
</context>
<context>
<name>HelpDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>HelpPages</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
<message>
<source>Help</source>
<translation type="unfinished">مساعدة</translation>
</message>
</context>
<context>
<name>HitsModel</name>
<message>
<source>Duty log</source>
<translation type="unfinished">سجل المناوبة</translation>
</message>
<message>
<source>Is it us?</source>
<translation type="unfinished">هل السبب عندنا؟</translation>
</message>
</context>
<context>
<name>ImpactDialog</name>
<message>
<source>Impact</source>
<translation type="unfinished">الأثر</translation>
</message>
<message>
<source>Impact ended</source>
<translation type="unfinished">انتهى الأثر</translation>
</message>
<message>
<source>Impact started</source>
<translation type="unfinished">بدأ الأثر</translation>
</message>
</context>
<context>
<name>ImpactForm</name>
<message>
<source>Impact ended</source>
<translation type="unfinished">انتهى الأثر</translation>
</message>
<message>
<source>Impact started</source>
<translation type="unfinished">بدأ الأثر</translation>
</message>
<message>
<source>Who is affected</source>
<translation type="unfinished">من المتأثر</translation>
</message>
</context>
<context>
<name>ImpactPanel</name>
<message>
<source>Impact</source>
<translation type="unfinished">الأثر</translation>
</message>
<message>
<source>Impact ended</source>
<translation type="unfinished">انتهى الأثر</translation>
</message>
<message>
<source>Impact started</source>
<translation type="unfinished">بدأ الأثر</translation>
</message>
<message>
<source>Running</source>
<translation type="unfinished">مستمر</translation>
</message>
<message>
<source>Services</source>
<translation type="unfinished">الخدمات</translation>
</message>
<message>
<source>Time to detect</source>
<translation type="unfinished">زمن الاكتشاف</translation>
</message>
<message>
<source>Who is affected</source>
<translation type="unfinished">من المتأثر</translation>
</message>
</context>
<context>
<name>Importing</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>IncidentClocks</name>
<message>
<source>Customer impact</source>
<translation type="unfinished">الأثر على العملاء</translation>
</message>
<message>
<source>Elapsed</source>
<translation type="unfinished">المنقضي</translation>
</message>
<message>
<source>Impact</source>
<translation type="unfinished">الأثر</translation>
</message>
</context>
<context>
<name>IncidentHeader</name>
<message>
<source>Declare incident</source>
<translation type="unfinished">إعلان حادثة</translation>
</message>
</context>
<context>
<name>IncidentHeaderForm</name>
<message>
<source>Declare</source>
<translation type="unfinished">إعلان</translation>
</message>
</context>
<context>
<name>IncidentStepper</name>
<message>
<source>since {clock}</source>
<translation type="unfinished">منذ {clock}</translation>
</message>
</context>
<context>
<name>IncidentsDialog</name>
<message>
<source>Go to an incident</source>
<translation type="unfinished">الذهاب إلى حادثة</translation>
</message>
<message>
<source>Review</source>
<translation type="unfinished">المراجعة</translation>
</message>
</context>
<context>
<name>InvestigationList</name>
<message>
<source>Investigations</source>
<translation type="unfinished">التحقيقات</translation>
</message>
</context>
<context>
<name>InvestigationWords</name>
<message>
<source>{span} late</source>
<translation type="unfinished">متأخر {span}</translation>
</message>
</context>
<context>
<name>InvestigationsPanel</name>
<message>
<source>Investigations</source>
<translation type="unfinished">التحقيقات</translation>
</message>
</context>
<context>
<name>JoinCard</name>
<message>
<source>Join a room</source>
<translation type="unfinished">انضم إلى غرفة</translation>
</message>
<message>
<source>Several desks, one record. Ask whoever runs it for a join line; it holds your key, so keep it to yourself.</source>
<translation type="unfinished">مكاتب عدة وسجل واحد. اطلب سطر انضمام ممن يديره؛ فيه مفتاحك، فاحتفظ به لنفسك.</translation>
</message>
<message>
<source>Test and join</source>
<translation type="unfinished">اختبر وانضم</translation>
</message>
<message>
<source>The line is tried first, and you are told in words what works.</source>
<translation type="unfinished">يُجرَّب السطر أولًا، ويُقال لك بالكلمات ما الذي يعمل.</translation>
</message>
</context>
<context>
<name>LanguageChoice</name>
<message>
<source>Language of the window</source>
<translation type="unfinished">لغة النافذة</translation>
</message>
<message>
<source>Like the desktop</source>
<translation type="unfinished">مثل سطح المكتب</translation>
</message>
</context>
<context>
<name>LearnedPanel</name>
<message>
<source>Propose</source>
<translation type="unfinished">اقتراح</translation>
</message>
</context>
<context>
<name>Leaving</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>LineDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>LineSort</name>
<message>
<source>Action</source>
<translation type="unfinished">إجراء</translation>
</message>
<message>
<source>Actions</source>
<translation type="unfinished">الإجراءات</translation>
</message>
<message>
<source>All</source>
<translation type="unfinished">الكل</translation>
</message>
<message>
<source>Decision</source>
<translation type="unfinished">قرار</translation>
</message>
<message>
<source>Decisions</source>
<translation type="unfinished">القرارات</translation>
</message>
<message>
<source>Facts</source>
<translation type="unfinished">الحقائق</translation>
</message>
<message>
<source>Finding</source>
<translation type="unfinished">نتيجة</translation>
</message>
<message>
<source>Findings</source>
<translation type="unfinished">النتائج</translation>
</message>
<message>
<source>Impact</source>
<translation type="unfinished">الأثر</translation>
</message>
<message>
<source>Investigations</source>
<translation type="unfinished">التحقيقات</translation>
</message>
<message>
<source>Message</source>
<translation type="unfinished">رسالة</translation>
</message>
<message>
<source>Messages</source>
<translation type="unfinished">الرسائل</translation>
</message>
<message>
<source>Note</source>
<translation type="unfinished">ملاحظة</translation>
</message>
<message>
<source>Notes</source>
<translation type="unfinished">الملاحظات</translation>
</message>
<message>
<source>Role</source>
<translation type="unfinished">دور</translation>
</message>
<message>
<source>Roles</source>
<translation type="unfinished">الأدوار</translation>
</message>
<message>
<source>Severity</source>
<translation type="unfinished">الخطورة</translation>
</message>
<message>
<source>State</source>
<translation type="unfinished">الحالة</translation>
</message>
<message>
<source>Task</source>
<translation type="unfinished">مهمة</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">المهام</translation>
</message>
</context>
<context>
<name>LinksPanel</name>
<message>
<source>Linked incidents</source>
<translation type="unfinished">حوادث مرتبطة</translation>
</message>
</context>
<context>
<name>LooksPage</name>
<message>
<source>Dark</source>
<translation type="unfinished">داكن</translation>
</message>
<message>
<source>Language</source>
<translation type="unfinished">اللغة</translation>
</message>
<message>
<source>Light</source>
<translation type="unfinished">فاتح</translation>
</message>
<message>
<source>Like the desktop</source>
<translation type="unfinished">مثل سطح المكتب</translation>
</message>
</context>
<context>
<name>MaintenanceForm</name>
<message>
<source>Who</source>
<translation type="unfinished">من</translation>
</message>
</context>
<context>
<name>MaintenancePanel</name>
<message>
<source>Maintenance</source>
<translation type="unfinished">الصيانة</translation>
</message>
</context>
<context>
<name>MaintenancesDialog</name>
<message>
<source>Maintenance</source>
<translation type="unfinished">الصيانة</translation>
</message>
</context>
<context>
<name>MessageDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>MessageLanes</name>
<message>
<source>{span} late</source>
<translation type="unfinished">متأخر {span}</translation>
</message>
</context>
<context>
<name>MessagesPanel</name>
<message>
<source>Messages</source>
<translation type="unfinished">الرسائل</translation>
</message>
</context>
<context>
<name>Moments</name>
<message>
<source>{days} d</source>
<translation type="unfinished">{days} ي</translation>
</message>
<message>
<source>{hours} h</source>
<translation type="unfinished">{hours} س</translation>
</message>
<message>
<source>{hours} h {minutes} min</source>
<translation type="unfinished">{hours} س {minutes} د</translation>
</message>
<message>
<source>{minutes} min</source>
<translation type="unfinished">{minutes} د</translation>
</message>
<message>
<source>{seconds} s</source>
<translation type="unfinished">{seconds} ث</translation>
</message>
</context>
<context>
<name>MoveDialog</name>
<message>
<source>Cancel</source>
<translation type="unfinished">إلغاء</translation>
</message>
</context>
<context>
<name>NeedsPanel</name>
<message>
<source>Needs you now</source>
<translation type="unfinished">يحتاجك الآن</translation>
</message>
<message>
<source>Nothing needs you now</source>
<translation type="unfinished">لا شيء يحتاجك الآن</translation>
</message>
</context>
<context>
<name>NotesPanel</name>
<message>
<source>Notes</source>
<translation type="unfinished">الملاحظات</translation>
</message>
</context>
<context>
<name>OnCallListDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>OnCallPanel</name>
<message>
<source>On call</source>
<translation type="unfinished">المناوبة</translation>
</message>
</context>
<context>
<name>Opening</name>
<message>
<source>Quit</source>
<translation type="unfinished">خروج</translation>
</message>
</context>
<context>
<name>OutsideWords</name>
<message>
<source>{span} late</source>
<translation type="unfinished">متأخر {span}</translation>
</message>
</context>
<context>
<name>PartHead</name>
<message>
<source>All</source>
<translation type="unfinished">الكل</translation>
</message>
</context>
<context>
<name>Person</name>
<message>
<source>Name, as others call you</source>
<translation type="unfinished">الاسم كما يناديك الآخرون</translation>
</message>
<message>
<source>Who are you?</source>
<translation type="unfinished">من أنت؟</translation>
</message>
<message>
<source>written next to everything you do</source>
<translation type="unfinished">يُكتب بجانب كل ما تفعله</translation>
</message>
</context>
<context>
<name>PieceDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>Places</name>
<message>
<source>Add</source>
<translation type="unfinished">إضافة</translation>
</message>
</context>
<context>
<name>PlanFields</name>
<message>
<source>Language</source>
<translation type="unfinished">اللغة</translation>
</message>
<message>
<source>On call</source>
<translation type="unfinished">المناوبة</translation>
</message>
<message>
<source>Role</source>
<translation type="unfinished">دور</translation>
</message>
<message>
<source>Roles</source>
<translation type="unfinished">الأدوار</translation>
</message>
<message>
<source>Who is affected</source>
<translation type="unfinished">من المتأثر</translation>
</message>
<message>
<source>no</source>
<translation type="unfinished">لا</translation>
</message>
<message>
<source>yes</source>
<translation type="unfinished">نعم</translation>
</message>
</context>
<context>
<name>PlanSections</name>
<message>
<source>Alerts</source>
<translation type="unfinished">التنبيهات</translation>
</message>
<message>
<source>On call</source>
<translation type="unfinished">المناوبة</translation>
</message>
<message>
<source>Review</source>
<translation type="unfinished">المراجعة</translation>
</message>
</context>
<context>
<name>ProposeDialog</name>
<message>
<source>Propose</source>
<translation type="unfinished">اقتراح</translation>
</message>
</context>
<context>
<name>ReachingDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>ReportLine</name>
<message>
<source>Is it us?</source>
<translation type="unfinished">هل السبب عندنا؟</translation>
</message>
</context>
<context>
<name>Reports</name>
<message>
<source>Declared</source>
<translation type="unfinished">أُعلنت</translation>
</message>
</context>
<context>
<name>ReviewRoom</name>
<message>
<source>Alerts</source>
<translation type="unfinished">التنبيهات</translation>
</message>
<message>
<source>Decision</source>
<translation type="unfinished">قرار</translation>
</message>
<message>
<source>Decisions</source>
<translation type="unfinished">القرارات</translation>
</message>
<message>
<source>Messages</source>
<translation type="unfinished">الرسائل</translation>
</message>
<message>
<source>Time to detect</source>
<translation type="unfinished">زمن الاكتشاف</translation>
</message>
</context>
<context>
<name>Rights</name>
<message>
<source>Communications</source>
<translation type="unfinished">التواصل</translation>
</message>
</context>
<context>
<name>RoleActions</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>RoleForm</name>
<message>
<source>Acknowledge</source>
<translation type="unfinished">إقرار</translation>
</message>
<message>
<source>Give to deputy</source>
<translation type="unfinished">إلى النائب</translation>
</message>
<message>
<source>Hand over</source>
<translation type="unfinished">تسليم</translation>
</message>
</context>
<context>
<name>RolePanel</name>
<message>
<source>Hand over</source>
<translation type="unfinished">تسليم</translation>
</message>
</context>
<context>
<name>RoleWords</name>
<message>
<source>Acknowledged</source>
<translation type="unfinished">أُقرّ</translation>
</message>
<message>
<source>asked at {clock}</source>
<translation type="unfinished">سُئل في {clock}</translation>
</message>
<message>
<source>on since {clock}</source>
<translation type="unfinished">منذ {clock}</translation>
</message>
</context>
<context>
<name>RolesPanel</name>
<message>
<source>Roles</source>
<translation type="unfinished">الأدوار</translation>
</message>
</context>
<context>
<name>RowsTable</name>
<message>
<source>Add</source>
<translation type="unfinished">إضافة</translation>
</message>
</context>
<context>
<name>ScheduleDialog</name>
<message>
<source>Next update</source>
<translation type="unfinished">التحديث التالي</translation>
</message>
</context>
<context>
<name>SealDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>SearchDialog</name>
<message>
<source>Search the record</source>
<translation type="unfinished">البحث في السجل</translation>
</message>
</context>
<context>
<name>SectionList</name>
<message>
<source>Plan</source>
<translation type="unfinished">الخطة</translation>
</message>
</context>
<context>
<name>SeenBeforeDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>SettingsLooks</name>
<message>
<source>Theme</source>
<translation type="unfinished">المظهر</translation>
</message>
<message>
<source>Time zone</source>
<translation type="unfinished">المنطقة الزمنية</translation>
</message>
</context>
<context>
<name>SettingsRoom</name>
<message>
<source>Alerts</source>
<translation type="unfinished">التنبيهات</translation>
</message>
<message>
<source>Settings</source>
<translation type="unfinished">الإعدادات</translation>
</message>
</context>
<context>
<name>SettleDialog</name>
<message>
<source>Cancel</source>
<translation type="unfinished">إلغاء</translation>
</message>
</context>
<context>
<name>Shell</name>
<message>
<source>Alerts</source>
<translation type="unfinished">التنبيهات</translation>
</message>
<message>
<source>Board</source>
<translation type="unfinished">اللوحة</translation>
</message>
<message>
<source>Comms</source>
<translation type="unfinished">التواصل</translation>
</message>
<message>
<source>Communications</source>
<translation type="unfinished">التواصل</translation>
</message>
<message>
<source>Declare incident</source>
<translation type="unfinished">إعلان حادثة</translation>
</message>
<message>
<source>Full screen</source>
<translation type="unfinished">ملء الشاشة</translation>
</message>
<message>
<source>Go to an incident</source>
<translation type="unfinished">الذهاب إلى حادثة</translation>
</message>
<message>
<source>Investigations</source>
<translation type="unfinished">التحقيقات</translation>
</message>
<message>
<source>Is it us?</source>
<translation type="unfinished">هل السبب عندنا؟</translation>
</message>
<message>
<source>Lock</source>
<translation type="unfinished">قفل</translation>
</message>
<message>
<source>Opening the record</source>
<translation type="unfinished">يُفتح السجل</translation>
</message>
<message>
<source>Plan</source>
<translation type="unfinished">الخطة</translation>
</message>
<message>
<source>Quit</source>
<translation type="unfinished">خروج</translation>
</message>
<message>
<source>Review</source>
<translation type="unfinished">المراجعة</translation>
</message>
<message>
<source>Search the record</source>
<translation type="unfinished">البحث في السجل</translation>
</message>
<message>
<source>Settings</source>
<translation type="unfinished">الإعدادات</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">المهام</translation>
</message>
<message>
<source>Wall</source>
<translation type="unfinished">الجدار</translation>
</message>
</context>
<context>
<name>SilenceDialog</name>
<message>
<source>What</source>
<translation type="unfinished">ماذا</translation>
</message>
</context>
<context>
<name>StandDownDialog</name>
<message>
<source>Messages</source>
<translation type="unfinished">الرسائل</translation>
</message>
<message>
<source>Roles</source>
<translation type="unfinished">الأدوار</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">المهام</translation>
</message>
</context>
<context>
<name>StateForm</name>
<message>
<source>Note</source>
<translation type="unfinished">ملاحظة</translation>
</message>
<message>
<source>State</source>
<translation type="unfinished">الحالة</translation>
</message>
</context>
<context>
<name>TaskDialog</name>
<message>
<source>Done</source>
<translation type="unfinished">تم</translation>
</message>
</context>
<context>
<name>TaskWords</name>
<message>
<source>{hours} h</source>
<translation type="unfinished">{hours} س</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">متأخر {span}</translation>
</message>
</context>
<context>
<name>TasksPanel</name>
<message>
<source>Running</source>
<translation type="unfinished">مستمر</translation>
</message>
<message>
<source>Task</source>
<translation type="unfinished">مهمة</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">المهام</translation>
</message>
</context>
<context>
<name>TimelineForm</name>
<message>
<source>Search the record</source>
<translation type="unfinished">البحث في السجل</translation>
</message>
<message>
<source>Timeline</source>
<translation type="unfinished">الخط الزمني</translation>
</message>
</context>
<context>
<name>TourCard</name>
<message>
<source>Back</source>
<translation type="unfinished">رجوع</translation>
</message>
<message>
<source>Done</source>
<translation type="unfinished">تم</translation>
</message>
<message>
<source>Next</source>
<translation type="unfinished">التالي</translation>
</message>
</context>
<context>
<name>Truth</name>
<message>
<source>On this disk, every word</source>
<translation type="unfinished">على هذا القرص، كل كلمة</translation>
</message>
<message>
<source>Saved here</source>
<translation type="unfinished">محفوظ هنا</translation>
</message>
</context>
<context>
<name>Wall</name>
<message>
<source>Customer impact</source>
<translation type="unfinished">الأثر على العملاء</translation>
</message>
<message>
<source>Elapsed</source>
<translation type="unfinished">المنقضي</translation>
</message>
<message>
<source>Wall</source>
<translation type="unfinished">الجدار</translation>
</message>
</context>
<context>
<name>WatchedSeries</name>
<message>
<source>False alarm</source>
<translation type="unfinished">إنذار كاذب</translation>
</message>
</context>
<context>
<name>WayOut</name>
<message>
<source>Add</source>
<translation type="unfinished">إضافة</translation>
</message>
<message>
<source>Next update</source>
<translation type="unfinished">التحديث التالي</translation>
</message>
</context>
<context>
<name>Ways</name>
<message>
<source>Close</source>
<translation type="unfinished">إغلاق</translation>
</message>
</context>
<context>
<name>WhoPart</name>
<message>
<source>Communications manager</source>
<translation type="unfinished">مدير التواصل</translation>
</message>
<message>
<source>Customer liaison</source>
<translation type="unfinished">صلة العملاء</translation>
</message>
<message>
<source>Incident manager</source>
<translation type="unfinished">مدير الحادثة</translation>
</message>
<message>
<source>Mostly you are</source>
<translation type="unfinished">أنت غالبًا</translation>
</message>
<message>
<source>Name, as others call you</source>
<translation type="unfinished">الاسم كما يناديك الآخرون</translation>
</message>
<message>
<source>Operations manager</source>
<translation type="unfinished">مدير العمليات</translation>
</message>
<message>
<source>Reviewer of past incidents</source>
<translation type="unfinished">مراجع حوادث سابقة</translation>
</message>
<message>
<source>Subject matter expert</source>
<translation type="unfinished">خبير</translation>
</message>
</context>
<context>
<name>YouPage</name>
<message>
<source>Lock</source>
<translation type="unfinished">قفل</translation>
</message>
</context>
<context>
<name>commands</name>
<message>
<source>Declare an incident</source>
<translation type="unfinished">إعلان حادثة</translation>
</message>
</context>
<context>
<name>sentences</name>
<message>
<source>Duty log</source>
<translation type="unfinished">سجل المناوبة</translation>
</message>
<message>
<source>Facts</source>
<translation type="unfinished">الحقائق</translation>
</message>
<message>
<source>No blame</source>
<translation type="unfinished">بلا لوم</translation>
</message>
<message>
<source>Nothing from inside</source>
<translation type="unfinished">لا شيء من الداخل</translation>
</message>
<message>
<source>Promises no more than is known</source>
<translation type="unfinished">لا تعد بأكثر مما هو معروف</translation>
</message>
<message>
<source>Says if it is us</source>
<translation type="unfinished">تقول إن كان السبب عندنا</translation>
</message>
<message>
<source>clear</source>
<translation type="unfinished">واضح</translation>
</message>
<message>
<source>no</source>
<translation type="unfinished">لا</translation>
</message>
<message>
<source>not confirmed</source>
<translation type="unfinished">غير مؤكد</translation>
</message>
<message>
<source>yes</source>
<translation type="unfinished">نعم</translation>
</message>
<message>
<source>{role} assigned to {name}</source>
<translation type="unfinished">أُسند {role} إلى {name}</translation>
</message>
</context>
<context>
<name>states</name>
<message>
<source>Declared</source>
<translation type="unfinished">أُعلنت</translation>
</message>
<message>
<source>Detected</source>
<translation type="unfinished">اكتُشفت</translation>
</message>
<message>
<source>False alarm</source>
<translation type="unfinished">إنذار كاذب</translation>
</message>
<message>
<source>Investigating</source>
<translation type="unfinished">قيد التحقيق</translation>
</message>
<message>
<source>Merged</source>
<translation type="unfinished">دُمجت</translation>
</message>
<message>
<source>Mitigating</source>
<translation type="unfinished">قيد التخفيف</translation>
</message>
<message>
<source>Monitoring</source>
<translation type="unfinished">قيد المراقبة</translation>
</message>
<message>
<source>No severity yet</source>
<translation type="unfinished">لا خطورة بعد</translation>
</message>
<message>
<source>Resolved</source>
<translation type="unfinished">حُلّت</translation>
</message>
<message>
<source>Reviewed</source>
<translation type="unfinished">رُوجعت</translation>
</message>
<message>
<source>SEV {number}</source>
<translation type="unfinished">خطورة {number}</translation>
</message>
</context>
</TS>
