<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
<name>AddRole</name>
<message>
<source>A role the plan does not know…</source>
<translation type="unfinished">Eine Rolle, die der Plan nicht kennt…</translation>
</message>
<message>
<source>Add</source>
<translation type="unfinished">Hinzufügen</translation>
</message>
<message>
<source>Add a role from the plan</source>
<translation type="unfinished">Eine Rolle aus dem Plan hinzufügen</translation>
</message>
<message>
<source>One more: {role}</source>
<translation type="unfinished">Noch eine: {role}</translation>
</message>
<message>
<source>What is the role called?</source>
<translation type="unfinished">Wie heißt die Rolle?</translation>
</message>
</context>
<context>
<name>AdoptLogDialog</name>
<message>
<source>Adopt</source>
<translation type="unfinished">Übernehmen</translation>
</message>
<message>
<source>Adopt 1 line</source>
<translation type="unfinished">1 Zeile übernehmen</translation>
</message>
<message>
<source>Adopt lines of the duty log</source>
<translation type="unfinished">Zeilen des Dienstbuchs übernehmen</translation>
</message>
<message>
<source>Adopt {count} lines</source>
<translation type="unfinished">{count} Zeilen übernehmen</translation>
</message>
<message>
<source>Before</source>
<translation type="unfinished">Davor</translation>
</message>
<message>
<source>They keep their times and authors, and come back by one key</source>
<translation type="unfinished">Sie behalten ihre Zeiten und Autoren und kommen mit einer Taste zurück</translation>
</message>
<message>
<source>This shift</source>
<translation type="unfinished">Diese Schicht</translation>
</message>
</context>
<context>
<name>AdoptionDialog</name>
<message>
<source>Adopt</source>
<translation type="unfinished">Übernehmen</translation>
</message>
<message>
<source>Decline</source>
<translation type="unfinished">Ablehnen</translation>
</message>
<message>
<source>It stands as it was written, under its author's name and yours</source>
<translation type="unfinished">Es steht, wie es geschrieben wurde, unter dem Namen seiner Autorin oder seines Autors und Ihrem</translation>
</message>
<message>
<source>Waits to be adopted</source>
<translation type="unfinished">Wartet auf Übernahme</translation>
</message>
<message>
<source>Why it is declined</source>
<translation type="unfinished">Warum sie abgelehnt wird</translation>
</message>
<message>
<source>With the reason, which stays on the record</source>
<translation type="unfinished">Mit dem Grund, der in der Aufzeichnung bleibt</translation>
</message>
<message>
<source>Written by {names}, who may not write here</source>
<translation type="unfinished">Geschrieben von {names}, die hier nicht schreiben dürfen</translation>
</message>
<message>
<source>why, if it is declined; the reason stays on the record</source>
<translation type="unfinished">warum, wenn es abgelehnt wird; der Grund bleibt in der Aufzeichnung</translation>
</message>
<message>
<source>{shown} of {count}</source>
<translation type="unfinished">{shown} von {count}</translation>
</message>
</context>
<context>
<name>AdoptionPanel</name>
<message>
<source>Look</source>
<translation type="unfinished">Aussehen</translation>
</message>
<message>
<source>Look at what waits to be adopted</source>
<translation type="unfinished">Ansehen, was auf Übernahme wartet</translation>
</message>
<message>
<source>Waits to be adopted</source>
<translation type="unfinished">Wartet auf Übernahme</translation>
</message>
<message>
<source>{name}, brought by {maker}</source>
<translation type="unfinished">{name}, gebracht von {maker}</translation>
</message>
</context>
<context>
<name>AgendaActs</name>
<message>
<source>Answer…</source>
<translation type="unfinished">Antworten…</translation>
</message>
<message>
<source>Done…</source>
<translation type="unfinished">Erledigt…</translation>
</message>
<message>
<source>Enter</source>
<translation type="unfinished">Enter</translation>
</message>
<message>
<source>Go there</source>
<translation type="unfinished">Dorthin</translation>
</message>
<message>
<source>Hand on…</source>
<translation type="unfinished">Weitergeben…</translation>
</message>
<message>
<source>I have it</source>
<translation type="unfinished">Ich habe es</translation>
</message>
<message>
<source>They have it</source>
<translation type="unfinished">Sie haben es</translation>
</message>
</context>
<context>
<name>AgendaFilters</name>
<message>
<source>All</source>
<translation type="unfinished">Alle</translation>
</message>
<message>
<source>All open incidents</source>
<translation type="unfinished">Alle offenen Vorfälle</translation>
</message>
<message>
<source>Everybody</source>
<translation type="unfinished">Alle</translation>
</message>
<message>
<source>Mine</source>
<translation type="unfinished">Meine</translation>
</message>
<message>
<source>More kinds</source>
<translation type="unfinished">Mehr Arten</translation>
</message>
<message>
<source>Of which incident</source>
<translation type="unfinished">Von welchem Vorfall</translation>
</message>
<message>
<source>Whose</source>
<translation type="unfinished">Wessen</translation>
</message>
</context>
<context>
<name>AgendaModel</name>
<message>
<source>Due</source>
<translation type="unfinished">Fällig</translation>
</message>
<message>
<source>Incident</source>
<translation type="unfinished">Vorfall</translation>
</message>
<message>
<source>What</source>
<translation type="unfinished">Was</translation>
</message>
<message>
<source>Who</source>
<translation type="unfinished">Wer</translation>
</message>
</context>
<context>
<name>AgendaRoom</name>
<message>
<source>Nothing of that is due</source>
<translation type="unfinished">Nichts davon ist fällig</translation>
</message>
<message>
<source>Tasks and promises of all incidents</source>
<translation type="unfinished">Aufgaben und Zusagen aller Vorfälle</translation>
</message>
<message>
<source>What is due in all open incidents</source>
<translation type="unfinished">Was in allen offenen Vorfällen fällig ist</translation>
</message>
<message>
<source>What is given, asked or promised in any open incident comes up here by itself.</source>
<translation type="unfinished">Was in einem offenen Vorfall gegeben, verlangt oder zugesagt wird, erscheint hier von selbst.</translation>
</message>
<message>
<source>{count} due</source>
<translation type="unfinished">{count} fällig</translation>
</message>
<message>
<source>{count} late</source>
<translation type="unfinished">{count} verspätet</translation>
</message>
</context>
<context>
<name>AgendaWords</name>
<message>
<source> or </source>
<translation type="unfinished"> oder </translation>
</message>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>Approvals</source>
<translation type="unfinished">Freigaben</translation>
</message>
<message>
<source>Approve {number}</source>
<translation type="unfinished">{number} freigeben</translation>
</message>
<message>
<source>Clock</source>
<translation type="unfinished">Uhr</translation>
</message>
<message>
<source>Clocks</source>
<translation type="unfinished">Uhren</translation>
</message>
<message>
<source>Course {number}</source>
<translation type="unfinished">Maßnahme {number}</translation>
</message>
<message>
<source>Courses</source>
<translation type="unfinished">Maßnahmen</translation>
</message>
<message>
<source>Decisions</source>
<translation type="unfinished">Entscheidungen</translation>
</message>
<message>
<source>Enquiry {number}</source>
<translation type="unfinished">Anfrage {number}</translation>
</message>
<message>
<source>Look again</source>
<translation type="unfinished">Noch einmal ansehen</translation>
</message>
<message>
<source>Promise</source>
<translation type="unfinished">Zusage</translation>
</message>
<message>
<source>Promises</source>
<translation type="unfinished">Zusagen</translation>
</message>
<message>
<source>Question {number}</source>
<translation type="unfinished">Frage {number}</translation>
</message>
<message>
<source>Questions</source>
<translation type="unfinished">Fragen</translation>
</message>
<message>
<source>Task {number}</source>
<translation type="unfinished">Aufgabe {number}</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">Aufgaben</translation>
</message>
<message>
<source>The next word to {audience}</source>
<translation type="unfinished">Das nächste Wort an {audience}</translation>
</message>
<message>
<source>Told by law</source>
<translation type="unfinished">Nach dem Recht zu melden</translation>
</message>
<message>
<source>Who else asks</source>
<translation type="unfinished">Wer sonst fragt</translation>
</message>
<message>
<source>acknowledged</source>
<translation type="unfinished">bestätigt</translation>
</message>
<message>
<source>done?</source>
<translation type="unfinished">erledigt?</translation>
</message>
<message>
<source>missed {count}×</source>
<translation type="unfinished">{count}× verpasst</translation>
</message>
<message>
<source>no time</source>
<translation type="unfinished">keine Zeit</translation>
</message>
<message>
<source>nobody yet</source>
<translation type="unfinished">noch niemand</translation>
</message>
<message>
<source>nobody: {role}</source>
<translation type="unfinished">niemand: {role}</translation>
</message>
<message>
<source>not answered</source>
<translation type="unfinished">nicht beantwortet</translation>
</message>
<message>
<source>not seen</source>
<translation type="unfinished">nicht gesehen</translation>
</message>
<message>
<source>sent before it</source>
<translation type="unfinished">davor gesendet</translation>
</message>
<message>
<source>soon</source>
<translation type="unfinished">bald</translation>
</message>
<message>
<source>stuck</source>
<translation type="unfinished">steckt fest</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">{span} zu spät</translation>
</message>
</context>
<context>
<name>AlertActs</name>
<message>
<source>Its source gives no link.</source>
<translation type="unfinished">Seine Quelle gibt keinen Link.</translation>
</message>
<message>
<source>Its token holds no more from now on, at every desk. To let it in again, it needs another one.</source>
<translation type="unfinished">Sein Token gilt von nun an nicht mehr, an keinem Platz. Um ihn wieder einzulassen, braucht er ein anderes.</translation>
</message>
<message>
<source>Leave it</source>
<translation type="unfinished">Lassen</translation>
</message>
<message>
<source>Let it send no more</source>
<translation type="unfinished">Nichts mehr senden lassen</translation>
</message>
<message>
<source>Let {name} send no more alerts?</source>
<translation type="unfinished">{name} keine Alarme mehr senden lassen?</translation>
</message>
<message>
<source>No incident is open that it could belong to: declare one.</source>
<translation type="unfinished">Kein Vorfall ist offen, zu dem es gehören könnte: einen ausrufen.</translation>
</message>
<message>
<source>That is no alert of a monitor: declare an incident of it, or look at its source.</source>
<translation type="unfinished">Das ist kein Alarm eines Monitors: daraus einen Vorfall ausrufen oder an der Quelle nachsehen.</translation>
</message>
<message>
<source>What it told stays on the record; what is open of it is over.</source>
<translation type="unfinished">Was er meldete, bleibt in der Aufzeichnung; was davon offen ist, ist vorbei.</translation>
</message>
</context>
<context>
<name>AlertBars</name>
<message>
<source>Alerts</source>
<translation type="unfinished">Alarme</translation>
</message>
<message>
<source>Declare as one…</source>
<translation type="unfinished">Als einen ausrufen…</translation>
</message>
<message>
<source>Declare one incident of all of these, filled in (Alt+D)</source>
<translation type="unfinished">Aus allen diesen einen Vorfall ausrufen, ausgefüllt (Alt+D)</translation>
</message>
<message>
<source>Ended {count}</source>
<translation type="unfinished">{count} beendet</translation>
</message>
<message>
<source>Held {count}</source>
<translation type="unfinished">{count} zurückgehalten</translation>
</message>
<message>
<source>Mine {count}</source>
<translation type="unfinished">{count} meine</translation>
</message>
<message>
<source>Nobody's {count}</source>
<translation type="unfinished">{count} von niemandem</translation>
</message>
<message>
<source>Notices {count}</source>
<translation type="unfinished">{count} Hinweise</translation>
</message>
<message>
<source>One story? {names}: {count} began within {minutes} min</source>
<translation type="unfinished">Eine Geschichte? {names}: {count} begannen binnen {minutes} min</translation>
</message>
<message>
<source>Open {count}</source>
<translation type="unfinished">{count} öffnen</translation>
</message>
<message>
<source>Show</source>
<translation type="unfinished">Zeigen</translation>
</message>
<message>
<source>{count} began today</source>
<translation type="unfinished">{count} begannen heute</translation>
</message>
</context>
<context>
<name>AlertCalled</name>
<message>
<source>Who is called</source>
<translation type="unfinished">Wer gerufen wird</translation>
</message>
<message>
<source>from the plan</source>
<translation type="unfinished">aus dem Plan</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">niemand</translation>
</message>
<message>
<source>until {clock}</source>
<translation type="unfinished">bis {clock}</translation>
</message>
</context>
<context>
<name>AlertIntakeSettings</name>
<message>
<source>A demo, or a record that is only read, takes none</source>
<translation type="unfinished">Eine Demo oder eine nur gelesene Aufzeichnung nimmt keine</translation>
</message>
<message>
<source>A folder for what monitors leave</source>
<translation type="unfinished">Ein Ordner für das, was Monitore hinterlassen</translation>
</message>
<message>
<source>A folder, with one in it for each source</source>
<translation type="unfinished">Ein Ordner, darin einer für jede Quelle</translation>
</message>
<message>
<source>Alerts</source>
<translation type="unfinished">Alarme</translation>
</message>
<message>
<source>Being opened</source>
<translation type="unfinished">Wird geöffnet</translation>
</message>
<message>
<source>Choose…</source>
<translation type="unfinished">Wählen…</translation>
</message>
<message>
<source>From files in</source>
<translation type="unfinished">Aus Dateien in</translation>
</message>
<message>
<source>Its certificate and chain, PEM</source>
<translation type="unfinished">Sein Zertifikat mit Kette, PEM</translation>
</message>
<message>
<source>Its key, PEM without a password</source>
<translation type="unfinished">Sein Schlüssel, PEM ohne Passwort</translation>
</message>
<message>
<source>Let monitors in</source>
<translation type="unfinished">Monitore einlassen</translation>
</message>
<message>
<source>Monitors that were let in may tell this desk while its window is open: Prometheus, Alertmanager, Grafana, PagerDuty events and others over HTTP, and whatever lies in a folder. “incident-desk serve” does the same without a window, and takes e-mail, too.</source>
<translation type="unfinished">Eingelassene Monitore dürfen diesem Platz Bescheid geben, solange sein Fenster offen ist: Prometheus, Alertmanager, Grafana, PagerDuty-Ereignisse und andere über HTTP, und was in einem Ordner liegt. „incident-desk serve“ tut dasselbe ohne Fenster und nimmt auch E-Mail.</translation>
</message>
<message>
<source>Not taken at this desk</source>
<translation type="unfinished">An diesem Platz nicht genommen</translation>
</message>
<message>
<source>Over HTTP at</source>
<translation type="unfinished">Über HTTP auf</translation>
</message>
<message>
<source>Say where to answer, or in which folder files are left.</source>
<translation type="unfinished">Sagen, wo zu antworten ist oder in welchem Ordner Dateien liegen.</translation>
</message>
<message>
<source>Take alerts here</source>
<translation type="unfinished">Hier Alarme nehmen</translation>
</message>
<message>
<source>Take none here</source>
<translation type="unfinished">Hier keine nehmen</translation>
</message>
<message>
<source>Taken at {address}</source>
<translation type="unfinished">Genommen auf {address}</translation>
</message>
<message>
<source>Taken at {address}; without a certificate everybody on the way can read the tokens</source>
<translation type="unfinished">Genommen auf {address}; ohne Zertifikat kann jeder unterwegs die Token lesen</translation>
</message>
<message>
<source>Where to answer, like {at}</source>
<translation type="unfinished">Wo zu antworten ist, etwa {at}</translation>
</message>
<message>
<source>With TLS</source>
<translation type="unfinished">Mit TLS</translation>
</message>
</context>
<context>
<name>AlertModel</name>
<message>
<source>Alert</source>
<translation type="unfinished">Alarm</translation>
</message>
<message>
<source>Count</source>
<translation type="unfinished">Anzahl</translation>
</message>
<message>
<source>Last 2 h</source>
<translation type="unfinished">Letzte 2 h</translation>
</message>
<message>
<source>Owner</source>
<translation type="unfinished">Zuständig</translation>
</message>
<message>
<source>Service</source>
<translation type="unfinished">Dienst</translation>
</message>
<message>
<source>Since</source>
<translation type="unfinished">Seit</translation>
</message>
<message>
<source>State</source>
<translation type="unfinished">Zustand</translation>
</message>
</context>
<context>
<name>AlertPictures</name>
<message>
<source>ours</source>
<translation type="unfinished">unsere</translation>
</message>
<message>
<source>ours {time}</source>
<translation type="unfinished">unsere {time}</translation>
</message>
<message>
<source>rule {time}</source>
<translation type="unfinished">Regel {time}</translation>
</message>
</context>
<context>
<name>AlertSheet</name>
<message>
<source>At its source</source>
<translation type="unfinished">An seiner Quelle</translation>
</message>
<message>
<source>Began</source>
<translation type="unfinished">Begann</translation>
</message>
<message>
<source>Belongs to</source>
<translation type="unfinished">Gehört zu</translation>
</message>
<message>
<source>Declare {severity}…</source>
<translation type="unfinished">{severity} ausrufen…</translation>
</message>
<message>
<source>Declares</source>
<translation type="unfinished">Ruft aus</translation>
</message>
<message>
<source>Declare…</source>
<translation type="unfinished">Ausrufen…</translation>
</message>
<message>
<source>Give back</source>
<translation type="unfinished">Zurückgeben</translation>
</message>
<message>
<source>It is over</source>
<translation type="unfinished">Es ist vorbei</translation>
</message>
<message>
<source>Labels</source>
<translation type="unfinished">Labels</translation>
</message>
<message>
<source>Link</source>
<translation type="unfinished">Verknüpfen</translation>
</message>
<message>
<source>Looks after it</source>
<translation type="unfinished">Kümmert sich darum</translation>
</message>
<message>
<source>No alert is chosen</source>
<translation type="unfinished">Kein Alarm ist gewählt</translation>
</message>
<message>
<source>Owner</source>
<translation type="unfinished">Zuständig</translation>
</message>
<message>
<source>Runbook</source>
<translation type="unfinished">Ablaufbuch</translation>
</message>
<message>
<source>Seen</source>
<translation type="unfinished">Gesehen</translation>
</message>
<message>
<source>Services</source>
<translation type="unfinished">Dienste</translation>
</message>
<message>
<source>Severity</source>
<translation type="unfinished">Schweregrad</translation>
</message>
<message>
<source>Silence…</source>
<translation type="unfinished">Stilllegen…</translation>
</message>
<message>
<source>Since, last</source>
<translation type="unfinished">Seit, zuletzt</translation>
</message>
<message>
<source>Source</source>
<translation type="unfinished">Quelle</translation>
</message>
<message>
<source>Take it</source>
<translation type="unfinished">Nehmen</translation>
</message>
<message>
<source>Take the link back</source>
<translation type="unfinished">Die Verknüpfung zurücknehmen</translation>
</message>
<message>
<source>The incident that it belongs to</source>
<translation type="unfinished">Der Vorfall, zu dem es gehört</translation>
</message>
<message>
<source>What monitors tell comes up here by itself.</source>
<translation type="unfinished">Was Monitore melden, erscheint hier von selbst.</translation>
</message>
<message>
<source>What to do</source>
<translation type="unfinished">Was zu tun ist</translation>
</message>
<message>
<source>Where</source>
<translation type="unfinished">Wo</translation>
</message>
<message>
<source>once</source>
<translation type="unfinished">einmal</translation>
</message>
<message>
<source>suggested: {incident}, {because}</source>
<translation type="unfinished">vorgeschlagen: {incident}, {because}</translation>
</message>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} weitere</translation>
</message>
<message>
<source>{count} times</source>
<translation type="unfinished">{count}-mal</translation>
</message>
<message>
<source>{severity}, says the plan</source>
<translation type="unfinished">{severity}, sagt der Plan</translation>
</message>
<message>
<source>{since}, {last} ago · {times}</source>
<translation type="unfinished">{since}, zuletzt vor {last} · {times}</translation>
</message>
</context>
<context>
<name>AlertSourceDialog</name>
<message>
<source>Copy</source>
<translation type="unfinished">Kopieren</translation>
</message>
<message>
<source>Heard</source>
<translation type="unfinished">Gehört</translation>
</message>
<message>
<source>How often it says something at least, like 5m or 24h</source>
<translation type="unfinished">Wie oft er mindestens etwas sagt, etwa 5m oder 24h</translation>
</message>
<message>
<source>It sends as</source>
<translation type="unfinished">Er sendet als</translation>
</message>
<message>
<source>It should speak every</source>
<translation type="unfinished">Er sollte sprechen alle</translation>
</message>
<message>
<source>Let a monitor send alerts</source>
<translation type="unfinished">Einen Monitor Alarme senden lassen</translation>
</message>
<message>
<source>Let it in</source>
<translation type="unfinished">Einlassen</translation>
</message>
<message>
<source>Name</source>
<translation type="unfinished">Name</translation>
</message>
<message>
<source>Nothing yet; it is said here once it speaks</source>
<translation type="unfinished">Noch nichts; es steht hier, sobald er spricht</translation>
</message>
<message>
<source>Only a hash of its token is kept, and on every desk</source>
<translation type="unfinished">Nur ein Hash seines Tokens wird aufbewahrt, und auf jedem Platz</translation>
</message>
<message>
<source>Read by</source>
<translation type="unfinished">Gelesen von</translation>
</message>
<message>
<source>The plan has no alert_mappings yet: say there how its JSON is read.</source>
<translation type="unfinished">Der Plan hat noch keine alert_mappings: dort sagen, wie sein JSON zu lesen ist.</translation>
</message>
<message>
<source>The shape in which it sends</source>
<translation type="unfinished">Die Form, in der er sendet</translation>
</message>
<message>
<source>The token is told this once.</source>
<translation type="unfinished">Das Token wird dieses eine Mal gesagt.</translation>
</message>
<message>
<source>This desk itself takes no alerts: turn that on in Settings, Alerts, or run “incident-desk serve”.</source>
<translation type="unfinished">Dieser Platz selbst nimmt keine Alarme: in Einstellungen, Alarme, einschalten oder „incident-desk serve“ laufen lassen.</translation>
</message>
<message>
<source>What it is called here, like Prometheus eu-1</source>
<translation type="unfinished">Wie er hier heißt, etwa Prometheus eu-1</translation>
</message>
<message>
<source>What of the plan reads its JSON</source>
<translation type="unfinished">Was im Plan sein JSON liest</translation>
</message>
<message>
<source>What to put into the settings of the monitor</source>
<translation type="unfinished">Was in die Einstellungen des Monitors zu setzen ist</translation>
</message>
<message>
<source>{name} may send now; put this into it</source>
<translation type="unfinished">{name} darf jetzt senden; das in ihn setzen</translation>
</message>
</context>
<context>
<name>AlertSources</name>
<message>
<source>End the silence for {what}</source>
<translation type="unfinished">Die Stille für {what} beenden</translation>
</message>
<message>
<source>End this silence now</source>
<translation type="unfinished">Diese Stille jetzt beenden</translation>
</message>
<message>
<source>Let a monitor send alerts</source>
<translation type="unfinished">Einen Monitor Alarme senden lassen</translation>
</message>
<message>
<source>Let it send no more alerts…</source>
<translation type="unfinished">Keine Alarme mehr senden lassen…</translation>
</message>
<message>
<source>Let {name} send no more alerts</source>
<translation type="unfinished">{name} keine Alarme mehr senden lassen</translation>
</message>
<message>
<source>No monitor sends alerts yet: let one in, and put what it is told into its settings.</source>
<translation type="unfinished">Noch sendet kein Monitor Alarme: einen einlassen und das Gesagte in seine Einstellungen setzen.</translation>
</message>
<message>
<source>Nothing is silenced.</source>
<translation type="unfinished">Nichts ist stillgelegt.</translation>
</message>
<message>
<source>Silences</source>
<translation type="unfinished">Stillen</translation>
</message>
<message>
<source>Silence…</source>
<translation type="unfinished">Stilllegen…</translation>
</message>
<message>
<source>Source…</source>
<translation type="unfinished">Quelle…</translation>
</message>
<message>
<source>Where alerts come from</source>
<translation type="unfinished">Woher Alarme kommen</translation>
</message>
<message>
<source>{count} turned away</source>
<translation type="unfinished">{count} abgewiesen</translation>
</message>
</context>
<context>
<name>AlertWords</name>
<message>
<source>1 alert</source>
<translation type="unfinished">1 Alarm</translation>
</message>
<message>
<source>1 alert is nobody's</source>
<translation type="unfinished">1 Alarm gehört niemandem</translation>
</message>
<message>
<source>Alertmanager, webhook</source>
<translation type="unfinished">Alertmanager, Webhook</translation>
</message>
<message>
<source>CloudEvents</source>
<translation type="unfinished">CloudEvents</translation>
</message>
<message>
<source>Datadog, webhook</source>
<translation type="unfinished">Datadog, Webhook</translation>
</message>
<message>
<source>E-mail</source>
<translation type="unfinished">E-Mail</translation>
</message>
<message>
<source>Ended</source>
<translation type="unfinished">Beendet</translation>
</message>
<message>
<source>Firing</source>
<translation type="unfinished">Ausgelöst</translation>
</message>
<message>
<source>Flapping</source>
<translation type="unfinished">Flattert</translation>
</message>
<message>
<source>Grafana, webhook</source>
<translation type="unfinished">Grafana, Webhook</translation>
</message>
<message>
<source>JSON, read as the plan says</source>
<translation type="unfinished">JSON, gelesen wie der Plan sagt</translation>
</message>
<message>
<source>Muted</source>
<translation type="unfinished">Stummgeschaltet</translation>
</message>
<message>
<source>Nothing asks for anybody</source>
<translation type="unfinished">Nichts verlangt nach jemandem</translation>
</message>
<message>
<source>Notice</source>
<translation type="unfinished">Hinweis</translation>
</message>
<message>
<source>PagerDuty, events v2</source>
<translation type="unfinished">PagerDuty, Ereignisse v2</translation>
</message>
<message>
<source>Prometheus, API v2</source>
<translation type="unfinished">Prometheus, API v2</translation>
</message>
<message>
<source>Silenced</source>
<translation type="unfinished">Stillgelegt</translation>
</message>
<message>
<source>Silent</source>
<translation type="unfinished">Still</translation>
</message>
<message>
<source>Storm</source>
<translation type="unfinished">Sturm</translation>
</message>
<message>
<source>Taken</source>
<translation type="unfinished">Genommen</translation>
</message>
<message>
<source>Uptime Kuma, webhook</source>
<translation type="unfinished">Uptime Kuma, Webhook</translation>
</message>
<message>
<source>Warning</source>
<translation type="unfinished">Warnung</translation>
</message>
<message>
<source>acknowledged {time}</source>
<translation type="unfinished">bestätigt {time}</translation>
</message>
<message>
<source>ended {time}</source>
<translation type="unfinished">beendet {time}</translation>
</message>
<message>
<source>ends {time}</source>
<translation type="unfinished">endet {time}</translation>
</message>
<message>
<source>from {time}</source>
<translation type="unfinished">ab {time}</translation>
</message>
<message>
<source>never heard</source>
<translation type="unfinished">nie gehört</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">niemand</translation>
</message>
<message>
<source>our own watch</source>
<translation type="unfinished">unsere eigene Beobachtung</translation>
</message>
<message>
<source>our warning</source>
<translation type="unfinished">unsere Warnung</translation>
</message>
<message>
<source>should be taken</source>
<translation type="unfinished">sollte genommen werden</translation>
</message>
<message>
<source>should speak every {span}</source>
<translation type="unfinished">sollte sprechen alle {span}</translation>
</message>
<message>
<source>silent {span}</source>
<translation type="unfinished">still {span}</translation>
</message>
<message>
<source>since {time}</source>
<translation type="unfinished">seit {time}</translation>
</message>
<message>
<source>until {time}</source>
<translation type="unfinished">bis {time}</translation>
</message>
<message>
<source>{count} alerts</source>
<translation type="unfinished">{count} Alarme</translation>
</message>
<message>
<source>{count} alerts are nobody's</source>
<translation type="unfinished">{count} Alarme gehören niemandem</translation>
</message>
<message>
<source>{count} for longer than the plan says</source>
<translation type="unfinished">{count} länger als der Plan sagt</translation>
</message>
<message>
<source>{service}: {title}</source>
<translation type="unfinished">{service}: {title}</translation>
</message>
<message>
<source>{span} ago</source>
<translation type="unfinished">vor {span}</translation>
</message>
</context>
<context>
<name>AlertWorth</name>
<message>
<source>30 days</source>
<translation type="unfinished">30 Tage</translation>
</message>
<message>
<source>Before the rule fired</source>
<translation type="unfinished">Bevor die Regel auslöste</translation>
</message>
<message>
<source>How good are our warnings?</source>
<translation type="unfinished">Wie gut sind unsere Warnungen?</translation>
</message>
<message>
<source>Marked real, and false</source>
<translation type="unfinished">Als echt markiert, und als falsch</translation>
</message>
<message>
<source>Series that have to stray further</source>
<translation type="unfinished">Reihen, die weiter abweichen müssen</translation>
</message>
<message>
<source>no rule fired</source>
<translation type="unfinished">keine Regel löste aus</translation>
</message>
<message>
<source>{before} of {count}</source>
<translation type="unfinished">{before} von {count}</translation>
</message>
<message>
<source>{real} and {false} of {count}</source>
<translation type="unfinished">{real} und {false} von {count}</translation>
</message>
<message>
<source>{told}, median {span}</source>
<translation type="unfinished">{told}, Median {span}</translation>
</message>
</context>
<context>
<name>AlertsRoom</name>
<message>
<source>Alerts</source>
<translation type="unfinished">Alarme</translation>
</message>
<message>
<source>No alert here</source>
<translation type="unfinished">Hier ist kein Alarm</translation>
</message>
<message>
<source>What monitors tell comes up here by itself.</source>
<translation type="unfinished">Was Monitore melden, erscheint hier von selbst.</translation>
</message>
</context>
<context>
<name>AloneCard</name>
<message>
<source>A record on this computer only. Join a room later: everything you wrote comes along.</source>
<translation type="unfinished">Eine Aufzeichnung nur auf diesem Rechner. Später einem Raum beitreten: alles Geschriebene kommt mit.</translation>
</message>
<message>
<source>Plan to begin with</source>
<translation type="unfinished">Plan für den Anfang</translation>
</message>
<message>
<source>Plan: {name}</source>
<translation type="unfinished">Plan: {name}</translation>
</message>
<message>
<source>Start alone</source>
<translation type="unfinished">Allein beginnen</translation>
</message>
<message>
<source>{roles} roles · {services} services · {runbooks} runbooks · first message within {span}</source>
<translation type="unfinished">{roles} Rollen · {services} Dienste · {runbooks} Ablaufbücher · erste Mitteilung binnen {span}</translation>
</message>
</context>
<context>
<name>AlsoLine</name>
<message>
<source>Go to {numbers}, where {name} works as well</source>
<translation type="unfinished">Zu {numbers}, wo {name} ebenfalls arbeitet</translation>
</message>
<message>
<source>It is fine that {name}, {role}, works in {numbers} as well</source>
<translation type="unfinished">Es ist in Ordnung, dass {name}, {role}, auch in {numbers} arbeitet</translation>
</message>
<message>
<source>That is fine</source>
<translation type="unfinished">Das ist in Ordnung</translation>
</message>
</context>
<context>
<name>Announced</name>
<message>
<source>It went wrong: link it</source>
<translation type="unfinished">Es ging schief: verknüpfen</translation>
</message>
</context>
<context>
<name>AnswerDialog</name>
<message>
<source>Answer</source>
<translation type="unfinished">Antwort</translation>
</message>
<message>
<source>If somebody else answers: who</source>
<translation type="unfinished">Wenn jemand anderes antwortet: wer</translation>
</message>
<message>
<source>Question {number}</source>
<translation type="unfinished">Frage {number}</translation>
</message>
<message>
<source>Said by</source>
<translation type="unfinished">Gesagt von</translation>
</message>
<message>
<source>The answer</source>
<translation type="unfinished">Die Antwort</translation>
</message>
<message>
<source>The same by keys: /answer {number} and the words</source>
<translation type="unfinished">Dasselbe mit Tasten: /answer {number} und die Worte</translation>
</message>
</context>
<context>
<name>ArchiveBar</name>
<message>
<source>Bring it here</source>
<translation type="unfinished">Hierher holen</translation>
</message>
<message>
<source>Bringing it from the archive…</source>
<translation type="unfinished">Wird aus dem Archiv geholt…</translation>
</message>
<message>
<source>From the archive: {done} of {count} entries</source>
<translation type="unfinished">Aus dem Archiv: {done} von {count} Einträgen</translation>
</message>
<message>
<source>Stop</source>
<translation type="unfinished">Anhalten</translation>
</message>
<message>
<source>Stopping…</source>
<translation type="unfinished">Halte an…</translation>
</message>
<message>
<source>This incident lies in the archive {archive}: its {count} entries are not on this desk.</source>
<translation type="unfinished">Dieser Vorfall liegt im Archiv {archive}: seine {count} Einträge sind nicht auf diesem Platz.</translation>
</message>
</context>
<context>
<name>Attached</name>
<message>
<source>No program here opens {name}; save it instead</source>
<translation type="unfinished">Kein Programm hier öffnet {name}; stattdessen speichern</translation>
</message>
<message>
<source>Save the file</source>
<translation type="unfinished">Die Datei speichern</translation>
</message>
<message>
<source>Saved as {path}</source>
<translation type="unfinished">Gespeichert als {path}</translation>
</message>
<message>
<source>{name} comes as soon as the shared record can be reached</source>
<translation type="unfinished">{name} kommt, sobald die gemeinsame Aufzeichnung zu erreichen ist</translation>
</message>
<message>
<source>{name} comes next; the line says how far it is</source>
<translation type="unfinished">{name} kommt als Nächstes; die Zeile sagt, wie weit es ist</translation>
</message>
</context>
<context>
<name>Attaching</name>
<message>
<source>Keeping the picture</source>
<translation type="unfinished">Bewahre das Bild</translation>
</message>
<message>
<source>Keeping {name}</source>
<translation type="unfinished">Bewahre {name}</translation>
</message>
<message>
<source>{count} files at once; at most 20 are taken</source>
<translation type="unfinished">{count} Dateien auf einmal; höchstens 20 werden genommen</translation>
</message>
</context>
<context>
<name>Attention</name>
<message>
<source>Something needs you</source>
<translation type="unfinished">Etwas braucht Sie</translation>
</message>
<message>
<source>{first}, and {count} more</source>
<translation type="unfinished">{first} und {count} weitere</translation>
</message>
<message>
<source>{number} needs you</source>
<translation type="unfinished">{number} braucht Sie</translation>
</message>
</context>
<context>
<name>AttentionPage</name>
<message>
<source>A sound for what newly needs you</source>
<translation type="unfinished">Ein Ton für das, was Sie neu braucht</translation>
</message>
<message>
<source>For 1 hour</source>
<translation type="unfinished">Für 1 Stunde</translation>
</message>
<message>
<source>For a call, or while somebody else keeps watch</source>
<translation type="unfinished">Für ein Gespräch, oder solange jemand anderes wacht</translation>
</message>
<message>
<source>For {count} hours</source>
<translation type="unfinished">Für {count} Stunden</translation>
</message>
<message>
<source>For {count} minutes</source>
<translation type="unfinished">Für {count} Minuten</translation>
</message>
<message>
<source>Loud</source>
<translation type="unfinished">Laut</translation>
</message>
<message>
<source>Messages of the desktop</source>
<translation type="unfinished">Meldungen des Desktops</translation>
</message>
<message>
<source>No</source>
<translation type="unfinished">Nein</translation>
</message>
<message>
<source>No sound, no message and no voice, every day. The list in the window goes on</source>
<translation type="unfinished">Kein Ton, keine Meldung und keine Stimme, jeden Tag. Die Liste im Fenster geht weiter</translation>
</message>
<message>
<source>Normal</source>
<translation type="unfinished">Normal</translation>
</message>
<message>
<source>Off</source>
<translation type="unfinished">Aus</translation>
</message>
<message>
<source>On</source>
<translation type="unfinished">An</translation>
</message>
<message>
<source>One short sound for each, never two for one, and none again after a restart</source>
<translation type="unfinished">Je einen kurzen Ton, nie zwei für eins und keinen noch einmal nach einem Neustart</translation>
</message>
<message>
<source>Play it</source>
<translation type="unfinished">Abspielen</translation>
</message>
<message>
<source>Play the sound of severity {number}</source>
<translation type="unfinished">Den Ton von Schweregrad {number} abspielen</translation>
</message>
<message>
<source>Quiet from now on</source>
<translation type="unfinished">Ruhe ab jetzt</translation>
</message>
<message>
<source>Quiet hours</source>
<translation type="unfinished">Ruhezeiten</translation>
</message>
<message>
<source>Quiet hours, from</source>
<translation type="unfinished">Ruhezeiten, von</translation>
</message>
<message>
<source>Quiet hours, until</source>
<translation type="unfinished">Ruhezeiten, bis</translation>
</message>
<message>
<source>Quiet until {moment}</source>
<translation type="unfinished">Ruhe bis {moment}</translation>
</message>
<message>
<source>Quiet, too</source>
<translation type="unfinished">Auch Ruhe</translation>
</message>
<message>
<source>Severity 1 meanwhile</source>
<translation type="unfinished">Inzwischen Schweregrad 1</translation>
</message>
<message>
<source>Soft</source>
<translation type="unfinished">Leise</translation>
</message>
<message>
<source>Sound</source>
<translation type="unfinished">Ton</translation>
</message>
<message>
<source>The worse the incident, the more urgent it sounds</source>
<translation type="unfinished">Je schlimmer der Vorfall, desto dringender klingt es</translation>
</message>
<message>
<source>This is how a message looks</source>
<translation type="unfinished">So sieht eine Meldung aus</translation>
</message>
<message>
<source>Told all the same</source>
<translation type="unfinished">Trotzdem gesagt</translation>
</message>
<message>
<source>Try a message</source>
<translation type="unfinished">Eine Meldung ausprobieren</translation>
</message>
<message>
<source>Try it</source>
<translation type="unfinished">Ausprobieren</translation>
</message>
<message>
<source>Until tomorrow</source>
<translation type="unfinished">Bis morgen</translation>
</message>
<message>
<source>Until {moment}</source>
<translation type="unfinished">Bis {moment}</translation>
</message>
<message>
<source>What may not wait is heard at night, too</source>
<translation type="unfinished">Was nicht warten darf, ist auch nachts zu hören</translation>
</message>
<message>
<source>While this window is not in front. Of a restricted incident it says nothing but that it needs you</source>
<translation type="unfinished">Solange dieses Fenster nicht vorn ist. Von einem eingeschränkten Vorfall sagt sie nur, dass er Sie braucht</translation>
</message>
</context>
<context>
<name>AudiencesPanel</name>
<message>
<source> or </source>
<translation type="unfinished"> oder </translation>
</message>
<message>
<source>Who has it…</source>
<translation type="unfinished">Wer hat es…</translation>
</message>
<message>
<source>Who must hear</source>
<translation type="unfinished">Wer es hören muss</translation>
</message>
<message>
<source>Who says yes</source>
<translation type="unfinished">Wer Ja sagt</translation>
</message>
<message>
<source>from the plan</source>
<translation type="unfinished">aus dem Plan</translation>
</message>
<message>
<source>nobody has to</source>
<translation type="unfinished">niemand muss</translation>
</message>
<message>
<source>{count} of {titles}</source>
<translation type="unfinished">{count} von {titles}</translation>
</message>
<message>
<source>{words}, and {legal}</source>
<translation type="unfinished">{words} und {legal}</translation>
</message>
</context>
<context>
<name>AwaitingDialog</name>
<message>
<source>Decline</source>
<translation type="unfinished">Ablehnen</translation>
</message>
<message>
<source>None of its words is on this computer</source>
<translation type="unfinished">Keins seiner Worte ist auf diesem Rechner</translation>
</message>
<message>
<source>Not now</source>
<translation type="unfinished">Nicht jetzt</translation>
</message>
<message>
<source>Somebody who may not write here wrote this into a bundle. It is adopted where the bundle was taken in; to read and adopt it here, take in the same file.</source>
<translation type="unfinished">Jemand, der hier nicht schreiben darf, schrieb dies in ein Bündel. Übernommen wird es, wo das Bündel eingelesen wurde; um es hier zu lesen und zu übernehmen, dieselbe Datei einlesen.</translation>
</message>
<message>
<source>Waits at another desk</source>
<translation type="unfinished">Wartet an einem anderen Platz</translation>
</message>
<message>
<source>Why it is declined</source>
<translation type="unfinished">Warum sie abgelehnt wird</translation>
</message>
<message>
<source>With the reason, which stays on the record</source>
<translation type="unfinished">Mit dem Grund, der in der Aufzeichnung bleibt</translation>
</message>
<message>
<source>why, if it is declined for all; the reason stays on the record</source>
<translation type="unfinished">warum, wenn es für alle abgelehnt wird; der Grund bleibt in der Aufzeichnung</translation>
</message>
</context>
<context>
<name>BoardPicture</name>
<message>
<source>A picture of the board while an incident is open</source>
<translation type="unfinished">Ein Bild der Tafel während eines offenen Vorfalls</translation>
</message>
</context>
<context>
<name>BoardRoom</name>
<message>
<source>Join the bridge</source>
<translation type="unfinished">Der Brücke beitreten</translation>
</message>
<message>
<source>Nobody holds a role yet: there is nothing to hand over.</source>
<translation type="unfinished">Noch hat niemand eine Rolle: es gibt nichts zu übergeben.</translation>
</message>
<message>
<source>Show or hide what comes next</source>
<translation type="unfinished">Zeigen oder verbergen, was als Nächstes kommt</translation>
</message>
</context>
<context>
<name>Boards</name>
<message>
<source>A file on this board is not on the disk yet: try again, or discard it first.</source>
<translation type="unfinished">Eine Datei auf dieser Tafel ist noch nicht auf der Platte: noch einmal versuchen oder erst verwerfen.</translation>
</message>
<message>
<source>{count} boards are beside each other. Close one first (Ctrl+W).</source>
<translation type="unfinished">{count} Tafeln stehen nebeneinander. Erst eine schließen (Ctrl+W).</translation>
</message>
</context>
<context>
<name>BundleDialog</name>
<message>
<source>All files (*)</source>
<translation type="unfinished">Alle Dateien (*)</translation>
</message>
<message>
<source>Bundles (*.bundle)</source>
<translation type="unfinished">Bündel (*.bundle)</translation>
</message>
<message>
<source>Choose who can read it.</source>
<translation type="unfinished">Wählen, wer es lesen kann.</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Encrypted for those chosen here, by name or by the key they gave you; nobody else can open it</source>
<translation type="unfinished">Verschlüsselt für die hier Gewählten, nach Namen oder nach dem Schlüssel, den sie gaben; sonst kann es niemand öffnen</translation>
</message>
<message>
<source>Encrypted for: {who}.</source>
<translation type="unfinished">Verschlüsselt für: {who}.</translation>
</message>
<message>
<source>Everybody who gets hold of the file can read it</source>
<translation type="unfinished">Wer an die Datei kommt, kann sie lesen</translation>
</message>
<message>
<source>Everybody who gets hold of the file can read it.</source>
<translation type="unfinished">Wer an die Datei kommt, kann sie lesen.</translation>
</message>
<message>
<source>Gathering and signing…</source>
<translation type="unfinished">Sammle und signiere…</translation>
</message>
<message>
<source>Make a bundle</source>
<translation type="unfinished">Ein Bündel machen</translation>
</message>
<message>
<source>Only for named people</source>
<translation type="unfinished">Nur für Genannte</translation>
</message>
<message>
<source>Save as…</source>
<translation type="unfinished">Speichern als…</translation>
</message>
<message>
<source>Save the bundle</source>
<translation type="unfinished">Das Bündel speichern</translation>
</message>
<message>
<source>Saved</source>
<translation type="unfinished">Gespeichert</translation>
</message>
<message>
<source>Signed by this desk; whatever is left out is listed</source>
<translation type="unfinished">Von diesem Platz signiert; was weggelassen ist, steht in der Liste</translation>
</message>
<message>
<source>Stop</source>
<translation type="unfinished">Anhalten</translation>
</message>
<message>
<source>Stopped; no file was written.</source>
<translation type="unfinished">Angehalten; keine Datei wurde geschrieben.</translation>
</message>
<message>
<source>Stopping…</source>
<translation type="unfinished">Halte an…</translation>
</message>
<message>
<source>The period ends before it begins.</source>
<translation type="unfinished">Die Zeitspanne endet, bevor sie beginnt.</translation>
</message>
<message>
<source>The whole record</source>
<translation type="unfinished">Die ganze Aufzeichnung</translation>
</message>
<message>
<source>What goes into it?</source>
<translation type="unfinished">Was kommt hinein?</translation>
</message>
<message>
<source>Who can read it?</source>
<translation type="unfinished">Wer kann es lesen?</translation>
</message>
<message>
<source>Writing: {done} of {count} parts</source>
<translation type="unfinished">Schreibe: {done} von {count} Teilen</translation>
</message>
<message>
<source>Written before</source>
<translation type="unfinished">Zuvor geschrieben</translation>
</message>
<message>
<source>Written from</source>
<translation type="unfinished">Geschrieben von</translation>
</message>
<message>
<source>Written when?</source>
<translation type="unfinished">Wann geschrieben?</translation>
</message>
<message>
<source>empty: all of it</source>
<translation type="unfinished">leer: alles davon</translation>
</message>
<message>
<source>the whole record</source>
<translation type="unfinished">die ganze Aufzeichnung</translation>
</message>
<message>
<source>with its files, the people and the plan</source>
<translation type="unfinished">mit seinen Dateien, den Leuten und dem Plan</translation>
</message>
<message>
<source>{entries} entries and {files} files, of {what}</source>
<translation type="unfinished">{entries} Einträge und {files} Dateien, von {what}</translation>
</message>
</context>
<context>
<name>Bundles</name>
<message>
<source>First heard of: {who}. From now on its key is known here.</source>
<translation type="unfinished">Zum ersten Mal gehört von: {who}. Von nun an ist der Schlüssel hier bekannt.</translation>
</message>
<message>
<source>Left out by its maker: {what}</source>
<translation type="unfinished">Vom Ersteller weggelassen: {what}</translation>
</message>
<message>
<source>Left out: {what}</source>
<translation type="unfinished">Weggelassen: {what}</translation>
</message>
<message>
<source>Not believed, and put aside: {what}</source>
<translation type="unfinished">Nicht geglaubt und beiseitegelegt: {what}</translation>
</message>
<message>
<source>Stopped; nothing of this bundle was taken in.</source>
<translation type="unfinished">Angehalten; nichts aus diesem Bündel wurde aufgenommen.</translation>
</message>
<message>
<source>{count} entries by {who}, who may not write here, wait to be adopted: in {where}, at the right.</source>
<translation type="unfinished">{count} Einträge von {who}, die hier nicht schreiben dürfen, warten auf Übernahme: in {where}, rechts.</translation>
</message>
<message>
<source>{count} entries or files were erased, as two people had asked.</source>
<translation type="unfinished">{count} Einträge oder Dateien wurden gelöscht, wie zwei Leute es verlangt hatten.</translation>
</message>
<message>
<source>{count} more by such people cannot be adopted, and were not taken in.</source>
<translation type="unfinished">{count} weitere von solchen Leuten lassen sich nicht übernehmen und wurden nicht aufgenommen.</translation>
</message>
<message>
<source>{count} of them lack what stands before them in their chain; they are shown all the same.</source>
<translation type="unfinished">{count} davon fehlt, was in ihrer Kette davor steht; sie werden trotzdem gezeigt.</translation>
</message>
<message>
<source>{file}, made by {maker}: {added} entries added, {skipped} there already, {files} files</source>
<translation type="unfinished">{file}, gemacht von {maker}: {added} Einträge hinzugekommen, {skipped} schon da, {files} Dateien</translation>
</message>
<message>
<source>… and {count} more</source>
<translation type="unfinished">… und {count} weitere</translation>
</message>
</context>
<context>
<name>ByHandDialog</name>
<message>
<source>By which channel</source>
<translation type="unfinished">Über welchen Kanal</translation>
</message>
<message>
<source>Copy</source>
<translation type="unfinished">Kopieren</translation>
</message>
<message>
<source>Everything of it was sent, or stopped</source>
<translation type="unfinished">Alles davon wurde gesendet oder gestoppt</translation>
</message>
<message>
<source>It was sent</source>
<translation type="unfinished">Es wurde gesendet</translation>
</message>
<message>
<source>Large…</source>
<translation type="unfinished">Groß…</translation>
</message>
<message>
<source>Send it by hand</source>
<translation type="unfinished">Von Hand senden</translation>
</message>
<message>
<source>The time of the next update runs from this tick</source>
<translation type="unfinished">Die Zeit der nächsten Nachricht läuft ab diesem Haken</translation>
</message>
<message>
<source>To whom it was said, or where it stands</source>
<translation type="unfinished">Wem es gesagt wurde oder wo es steht</translation>
</message>
<message>
<source>To whom, or where it stands now; may stay empty</source>
<translation type="unfinished">An wen, oder wo es jetzt steht; darf leer bleiben</translation>
</message>
<message>
<source>Who has it?</source>
<translation type="unfinished">Wer hat es?</translation>
</message>
</context>
<context>
<name>CallDialog</name>
<message>
<source>Call {name}</source>
<translation type="unfinished">{name} anrufen</translation>
</message>
<message>
<source>Comes</source>
<translation type="unfinished">Kommt</translation>
</message>
<message>
<source>Copy</source>
<translation type="unfinished">Kopieren</translation>
</message>
<message>
<source>Declines</source>
<translation type="unfinished">Lehnt ab</translation>
</message>
<message>
<source>No answer</source>
<translation type="unfinished">Keine Antwort</translation>
</message>
<message>
<source>Tell them their duty: {duty}</source>
<translation type="unfinished">Ihnen ihre Pflicht sagen: {duty}</translation>
</message>
<message>
<source>The same by keys: /reached, /call-declined, /no-answer and the name</source>
<translation type="unfinished">Dasselbe mit Tasten: /reached, /call-declined, /no-answer und der Name</translation>
</message>
<message>
<source>What they say</source>
<translation type="unfinished">Was sie sagen</translation>
</message>
<message>
<source>What they say, if it is worth keeping</source>
<translation type="unfinished">Was sie sagen, wenn es wert ist, behalten zu werden</translation>
</message>
<message>
<source>Where the others meet: {place}</source>
<translation type="unfinished">Wo sich die anderen treffen: {place}</translation>
</message>
<message>
<source>{name} is needed: {about}</source>
<translation type="unfinished">{name} wird gebraucht: {about}</translation>
</message>
</context>
<context>
<name>CallingOut</name>
<message>
<source>{clock} is due.</source>
<translation type="unfinished">{clock} ist fällig.</translation>
</message>
<message>
<source>{span} have passed.</source>
<translation type="unfinished">{span} sind vergangen.</translation>
</message>
</context>
<context>
<name>Calm</name>
<message>
<source>A famous outage, played on a board of its own. You may press everything; nothing of it touches this record.</source>
<translation type="unfinished">Ein bekannter Ausfall, gespielt auf einer eigenen Tafel. Alles darf gedrückt werden; nichts davon berührt diese Aufzeichnung.</translation>
</message>
<message>
<source>A timeline you have as JSON or CSV. Importing the same file twice adds nothing.</source>
<translation type="unfinished">Ein Verlauf, den Sie als JSON oder CSV haben. Dieselbe Datei zweimal einzulesen fügt nichts hinzu.</translation>
</message>
<message>
<source>All</source>
<translation type="unfinished">Alle</translation>
</message>
<message>
<source>All incidents</source>
<translation type="unfinished">Alle Vorfälle</translation>
</message>
<message>
<source>All incidents (Ctrl+K)</source>
<translation type="unfinished">Alle Vorfälle (Ctrl+K)</translation>
</message>
<message>
<source>Bring one along</source>
<translation type="unfinished">Eins mitbringen</translation>
</message>
<message>
<source>Change who is at the desk</source>
<translation type="unfinished">Ändern, wer am Platz ist</translation>
</message>
<message>
<source>Ctrl+D from anywhere</source>
<translation type="unfinished">Ctrl+D von überall</translation>
</message>
<message>
<source>Declare</source>
<translation type="unfinished">Ausrufen</translation>
</message>
<message>
<source>Declare an incident</source>
<translation type="unfinished">Einen Vorfall ausrufen</translation>
</message>
<message>
<source>Declare incident</source>
<translation type="unfinished">Vorfall ausrufen</translation>
</message>
<message>
<source>Everything that happens goes here once, is on this disk before it says so, and is never overwritten. Three ways to begin:</source>
<translation type="unfinished">Alles, was geschieht, steht hier einmal, liegt auf dieser Platte, bevor es das sagt, und wird nie überschrieben. Drei Wege zu beginnen:</translation>
</message>
<message>
<source>Forget</source>
<translation type="unfinished">Vergessen</translation>
</message>
<message>
<source>Forget the draft</source>
<translation type="unfinished">Den Entwurf vergessen</translation>
</message>
<message>
<source>Go on</source>
<translation type="unfinished">Weiter</translation>
</message>
<message>
<source>Go on with the draft</source>
<translation type="unfinished">Mit dem Entwurf weiter</translation>
</message>
<message>
<source>Import a file</source>
<translation type="unfinished">Eine Datei einlesen</translation>
</message>
<message>
<source>Import a file: past incidents as JSON or CSV</source>
<translation type="unfinished">Eine Datei einlesen: vergangene Vorfälle als JSON oder CSV</translation>
</message>
<message>
<source>Last incidents</source>
<translation type="unfinished">Letzte Vorfälle</translation>
</message>
<message>
<source>People of this home</source>
<translation type="unfinished">Leute dieser Ablage</translation>
</message>
<message>
<source>Plan in force</source>
<translation type="unfinished">Geltender Plan</translation>
</message>
<message>
<source>Play the demo</source>
<translation type="unfinished">Die Demo abspielen</translation>
</message>
<message>
<source>Play the demo: a real incident, on a board of its own</source>
<translation type="unfinished">Die Demo abspielen: ein echter Vorfall, auf einer eigenen Tafel</translation>
</message>
<message>
<source>Something is wrong right now. Say what, how bad and where; the plan opens the roles and the board counts from there.</source>
<translation type="unfinished">Gerade ist etwas verkehrt. Sagen, was, wie schlimm und wo; der Plan öffnet die Rollen, und die Tafel zählt von da an.</translation>
</message>
<message>
<source>This record is empty</source>
<translation type="unfinished">Diese Aufzeichnung ist leer</translation>
</message>
<message>
<source>Under 10 s; you can stand down later</source>
<translation type="unfinished">Unter 10 s; Entwarnung geht später</translation>
</message>
<message>
<source>Watch a real one</source>
<translation type="unfinished">Einen echten ansehen</translation>
</message>
<message>
<source>Who is here?</source>
<translation type="unfinished">Wer ist hier?</translation>
</message>
</context>
<context>
<name>CalmHeader</name>
<message>
<source>No incident open</source>
<translation type="unfinished">Kein Vorfall offen</translation>
</message>
<message>
<source>Nothing has been declared on this record yet</source>
<translation type="unfinished">In dieser Aufzeichnung wurde noch nichts ausgerufen</translation>
</message>
<message>
<source>Quiet for {span}</source>
<translation type="unfinished">Ruhe seit {span}</translation>
</message>
</context>
<context>
<name>CalmRoom</name>
<message>
<source>1 role</source>
<translation type="unfinished">1 Rolle</translation>
</message>
<message>
<source>All {count}</source>
<translation type="unfinished">Alle {count}</translation>
</message>
<message>
<source>Declare if: {triggers}.</source>
<translation type="unfinished">Ausrufen, wenn: {triggers}.</translation>
</message>
<message>
<source>Draft: {title}</source>
<translation type="unfinished">Entwurf: {title}</translation>
</message>
<message>
<source>at the desk</source>
<translation type="unfinished">am Platz</translation>
</message>
<message>
<source>first message {span}</source>
<translation type="unfinished">erste Mitteilung {span}</translation>
</message>
<message>
<source>no title yet</source>
<translation type="unfinished">noch kein Titel</translation>
</message>
<message>
<source>version {digest}</source>
<translation type="unfinished">Fassung {digest}</translation>
</message>
<message>
<source>{count} roles</source>
<translation type="unfinished">{count} Rollen</translation>
</message>
</context>
<context>
<name>CauseMap</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>Add a harm</source>
<translation type="unfinished">Einen Schaden hinzufügen</translation>
</message>
<message>
<source>Add an effect</source>
<translation type="unfinished">Eine Wirkung hinzufügen</translation>
</message>
<message>
<source>Correct its words</source>
<translation type="unfinished">Die Worte berichtigen</translation>
</message>
<message>
<source>Link from here</source>
<translation type="unfinished">Von hier verbinden</translation>
</message>
<message>
<source>Name what happened; then what led to it.</source>
<translation type="unfinished">Nennen, was geschah; dann, was dazu führte.</translation>
</message>
<message>
<source>Nothing leads to or from this factor</source>
<translation type="unfinished">Nichts führt zu diesem Faktor oder von ihm weg</translation>
</message>
<message>
<source>Nothing on the map yet</source>
<translation type="unfinished">Noch nichts auf der Karte</translation>
</message>
<message>
<source>Take this effect back</source>
<translation type="unfinished">Diese Wirkung zurücknehmen</translation>
</message>
<message>
<source>There is nothing to undo here</source>
<translation type="unfinished">Hier gibt es nichts zurückzunehmen</translation>
</message>
<message>
<source>Unlink from {words}</source>
<translation type="unfinished">Von {words} trennen</translation>
</message>
<message>
<source>Unlink {words}</source>
<translation type="unfinished">{words} trennen</translation>
</message>
<message>
<source>What came of it</source>
<translation type="unfinished">Was dabei herauskam</translation>
</message>
<message>
<source>What came of “{words}”</source>
<translation type="unfinished">Was aus „{words}“ wurde</translation>
</message>
<message>
<source>What was felt outside of “{words}”</source>
<translation type="unfinished">Was außerhalb von „{words}“ zu spüren war</translation>
</message>
<message>
<source>add a harm</source>
<translation type="unfinished">einen Schaden hinzufügen</translation>
</message>
<message>
<source>add an effect</source>
<translation type="unfinished">eine Wirkung hinzufügen</translation>
</message>
<message>
<source>comes of {count}</source>
<translation type="unfinished">kommt von {count}</translation>
</message>
<message>
<source>effect</source>
<translation type="unfinished">Wirkung</translation>
</message>
<message>
<source>found by {letters}</source>
<translation type="unfinished">gefunden von {letters}</translation>
</message>
<message>
<source>harm</source>
<translation type="unfinished">Schaden</translation>
</message>
<message>
<source>leads to {count}</source>
<translation type="unfinished">führt zu {count}</translation>
</message>
<message>
<source>link</source>
<translation type="unfinished">verbinden</translation>
</message>
<message>
<source>undo</source>
<translation type="unfinished">zurücknehmen</translation>
</message>
<message>
<source>unlink</source>
<translation type="unfinished">trennen</translation>
</message>
<message>
<source>walk</source>
<translation type="unfinished">gehen</translation>
</message>
<message>
<source>{cause} → {effect} is left out: it would close a circle</source>
<translation type="unfinished">{cause} → {effect} wird ausgelassen: es schlösse einen Kreis</translation>
</message>
<message>
<source>{shown} of {all} shown</source>
<translation type="unfinished">{shown} von {all} gezeigt</translation>
</message>
</context>
<context>
<name>CauseMapCanvas</name>
<message>
<source>Cause map: {told}</source>
<translation type="unfinished">Ursachenkarte: {told}</translation>
</message>
<message>
<source>linking from {words}, </source>
<translation type="unfinished">verbinde von {words}, </translation>
</message>
<message>
<source>nothing drawn yet</source>
<translation type="unfinished">noch nichts gezeichnet</translation>
</message>
</context>
<context>
<name>CauseMapDialog</name>
<message>
<source>Cause map</source>
<translation type="unfinished">Ursachenkarte</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>What was drawn before stays on the record; Ctrl+Z takes your last step back</source>
<translation type="unfinished">Was zuvor gezeichnet wurde, bleibt in der Aufzeichnung; Ctrl+Z nimmt Ihren letzten Schritt zurück</translation>
</message>
</context>
<context>
<name>CauseMapView</name>
<message>
<source>From “{words}”: walk on, L links, Delete unlinks, Esc ends</source>
<translation type="unfinished">Von „{words}“: weitergehen, L verbindet, Entf trennt, Esc beendet</translation>
</message>
</context>
<context>
<name>ChangeDialog</name>
<message>
<source>Note a change</source>
<translation type="unfinished">Eine Änderung notieren</translation>
</message>
<message>
<source>Note it</source>
<translation type="unfinished">Notieren</translation>
</message>
<message>
<source>On which services?</source>
<translation type="unfinished">An welchen Diensten?</translation>
</message>
<message>
<source>Payments 8.17, max_connections raised to 400</source>
<translation type="unfinished">Payments 8.17, max_connections auf 400 erhöht</translation>
</message>
<message>
<source>The same by keys: /change-made and what it was</source>
<translation type="unfinished">Dasselbe mit Tasten: /change-made und was es war</translation>
</message>
<message>
<source>What was changed?</source>
<translation type="unfinished">Was wurde geändert?</translation>
</message>
<message>
<source>When was it changed?</source>
<translation type="unfinished">Wann wurde es geändert?</translation>
</message>
<message>
<source>When?</source>
<translation type="unfinished">Wann?</translation>
</message>
<message>
<source>Where is more?</source>
<translation type="unfinished">Wo steht mehr?</translation>
</message>
<message>
<source>Where more is written</source>
<translation type="unfinished">Wo mehr geschrieben steht</translation>
</message>
<message>
<source>begins with http:// or https://</source>
<translation type="unfinished">beginnt mit http:// oder https://</translation>
</message>
<message>
<source>https://… where more is written</source>
<translation type="unfinished">https://… wo mehr geschrieben steht</translation>
</message>
<message>
<source>now, unless said</source>
<translation type="unfinished">jetzt, wenn nichts gesagt ist</translation>
</message>
</context>
<context>
<name>ChangeLane</name>
<message>
<source>Nothing was changed, and nothing is planned</source>
<translation type="unfinished">Nichts wurde geändert, und nichts ist geplant</translation>
</message>
</context>
<context>
<name>ChangeMessageDialog</name>
<message>
<source>By which channels?</source>
<translation type="unfinished">Über welche Kanäle?</translation>
</message>
<message>
<source>Change</source>
<translation type="unfinished">Ändern</translation>
</message>
<message>
<source>Change message {number}</source>
<translation type="unfinished">Mitteilung {number} ändern</translation>
</message>
<message>
<source>For whom?</source>
<translation type="unfinished">Für wen?</translation>
</message>
<message>
<source>On which facts does it stand?</source>
<translation type="unfinished">Auf welchen Tatsachen steht es?</translation>
</message>
<message>
<source>Tick at least one channel</source>
<translation type="unfinished">Mindestens einen Kanal abhaken</translation>
</message>
<message>
<source>What is asked for already is asked for anew where this changes it</source>
<translation type="unfinished">Was schon verlangt ist, wird neu verlangt, wo dies es ändert</translation>
</message>
<message>
<source>none: everybody who hears by these channels</source>
<translation type="unfinished">keine: alle, die über diese Kanäle hören</translation>
</message>
</context>
<context>
<name>ChangeToldDialog</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>It stands on the record as it was told</source>
<translation type="unfinished">Es steht in der Aufzeichnung, wie es gesagt wurde</translation>
</message>
<message>
<source>Services</source>
<translation type="unfinished">Dienste</translation>
</message>
<message>
<source>Told by</source>
<translation type="unfinished">Gesagt von</translation>
</message>
<message>
<source>What was changed</source>
<translation type="unfinished">Was geändert wurde</translation>
</message>
<message>
<source>When</source>
<translation type="unfinished">Wann</translation>
</message>
<message>
<source>somebody at a desk</source>
<translation type="unfinished">jemand an einem Platz</translation>
</message>
</context>
<context>
<name>Changes</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>1 in the last 12 h</source>
<translation type="unfinished">1 in den letzten 12 h</translation>
</message>
<message>
<source>1 on its services</source>
<translation type="unfinished">1 an seinen Diensten</translation>
</message>
<message>
<source>Calendars (*.ics)</source>
<translation type="unfinished" />
</message>
<message>
<source>Changes, made and planned</source>
<translation type="unfinished">Änderungen, geschehen und geplant</translation>
</message>
<message>
<source>Import a calendar of planned work</source>
<translation type="unfinished" />
</message>
<message>
<source>Import a calendar…</source>
<translation type="unfinished" />
</message>
<message>
<source>None in the last 12 h, none planned for the next 24 h</source>
<translation type="unfinished">Keine in den letzten 12 h, keine geplant für die nächsten 24 h</translation>
</message>
<message>
<source>Note a change</source>
<translation type="unfinished">Eine Änderung notieren</translation>
</message>
<message>
<source>On {services}</source>
<translation type="unfinished">An {services}</translation>
</message>
<message>
<source>Planned work from an iCalendar file; what was imported before is moved along</source>
<translation type="unfinished" />
</message>
<message>
<source>What changed?</source>
<translation type="unfinished">Was hat sich geändert?</translation>
</message>
<message>
<source>announced</source>
<translation type="unfinished">angekündigt</translation>
</message>
<message>
<source>began {clock}</source>
<translation type="unfinished">begann {clock}</translation>
</message>
<message>
<source>noted here</source>
<translation type="unfinished">hier notiert</translation>
</message>
<message>
<source>now {clock}</source>
<translation type="unfinished">jetzt {clock}</translation>
</message>
<message>
<source>ran when it began</source>
<translation type="unfinished">lief, als es begann</translation>
</message>
<message>
<source>{begins} to {ends}</source>
<translation type="unfinished">{begins} bis {ends}</translation>
</message>
<message>
<source>{count} in the last 12 h</source>
<translation type="unfinished">{count} in den letzten 12 h</translation>
</message>
<message>
<source>{count} not understood; line {line}: {words}</source>
<translation type="unfinished" />
</message>
<message>
<source>{count} on its services</source>
<translation type="unfinished">{count} an seinen Diensten</translation>
</message>
<message>
<source>{count} planned</source>
<translation type="unfinished" />
</message>
<message>
<source>{count} planned, {new} of them new or moved</source>
<translation type="unfinished" />
</message>
<message>
<source>{span} after it began</source>
<translation type="unfinished">{span} nach Beginn</translation>
</message>
<message>
<source>{span} before it began</source>
<translation type="unfinished">{span} vor Beginn</translation>
</message>
</context>
<context>
<name>ChangesView</name>
<message>
<source>and {count} more</source>
<translation type="unfinished">und {count} weitere</translation>
</message>
</context>
<context>
<name>ChannelRow</name>
<message>
<source>Address of {channel}</source>
<translation type="unfinished">Adresse von {channel}</translation>
</message>
<message>
<source>As apprise has it, with {address} for that of whoever is called. Like: {example}</source>
<translation type="unfinished">Wie apprise es hat, mit {address} für die Adresse des Gerufenen. Etwa: {example}</translation>
</message>
<message>
<source>Change</source>
<translation type="unfinished">Ändern</translation>
</message>
<message>
<source>Hide</source>
<translation type="unfinished">Verbergen</translation>
</message>
<message>
<source>It is set up here no more.</source>
<translation type="unfinished">Es ist hier nicht mehr eingerichtet.</translation>
</message>
<message>
<source>Its address is gone from where it was kept: give it once more.</source>
<translation type="unfinished">Seine Adresse ist von ihrem Platz verschwunden: noch einmal angeben.</translation>
</message>
<message>
<source>Keep</source>
<translation type="unfinished">Behalten</translation>
</message>
<message>
<source>Kept. Send yourself a test.</source>
<translation type="unfinished">Behalten. Senden Sie sich eine Probe.</translation>
</message>
<message>
<source>Nothing is sent by it from this desk then, and its address is forgotten.</source>
<translation type="unfinished">Von diesem Platz wird dann nichts darüber gesendet, und seine Adresse ist vergessen.</translation>
</message>
<message>
<source>One moment…</source>
<translation type="unfinished">Einen Augenblick…</translation>
</message>
<message>
<source>Or its address as apprise has it, with {address} for that of whoever is called.</source>
<translation type="unfinished">Oder seine Adresse, wie apprise sie hat, mit {address} für die des Gerufenen.</translation>
</message>
<message>
<source>Remove</source>
<translation type="unfinished">Entfernen</translation>
</message>
<message>
<source>Remove it</source>
<translation type="unfinished">Entfernen</translation>
</message>
<message>
<source>Send a test</source>
<translation type="unfinished">Eine Probe senden</translation>
</message>
<message>
<source>Sent. Look whether it has arrived.</source>
<translation type="unfinished">Gesendet. Nachsehen, ob es angekommen ist.</translation>
</message>
<message>
<source>Set up</source>
<translation type="unfinished">Einrichten</translation>
</message>
<message>
<source>Show</source>
<translation type="unfinished">Zeigen</translation>
</message>
<message>
<source>Test</source>
<translation type="unfinished">Probe</translation>
</message>
<message>
<source>Whom to send a test by {channel}</source>
<translation type="unfinished">Wem eine Probe über {channel} senden</translation>
</message>
<message>
<source>Your address</source>
<translation type="unfinished">Ihre Adresse</translation>
</message>
</context>
<context>
<name>ChannelsPage</name>
<message>
<source>1 channel that the plan calls people by is not set up at this desk.</source>
<translation type="unfinished">1 Kanal, über den der Plan Leute ruft, ist an diesem Platz nicht eingerichtet.</translation>
</message>
<message>
<source>By these the desk sends when somebody is called in, once they are set up here. The plan says which there are; an address is a secret of this machine, and never on the record.</source>
<translation type="unfinished">Über diese sendet der Platz, wenn jemand gerufen wird, sobald sie hier eingerichtet sind. Welche es gibt, sagt der Plan; eine Adresse ist ein Geheimnis dieses Rechners und nie in der Aufzeichnung.</translation>
</message>
<message>
<source>Here stands who was sent what, and by which desk</source>
<translation type="unfinished">Hier steht, wem was gesendet wurde und von welchem Platz</translation>
</message>
<message>
<source>Nothing yet</source>
<translation type="unfinished">Noch nichts</translation>
</message>
<message>
<source>Sent lately</source>
<translation type="unfinished">Kürzlich gesendet</translation>
</message>
<message>
<source>This home is a demo, or only read here: it reaches no real channel.</source>
<translation type="unfinished">Diese Ablage ist eine Demo oder wird hier nur gelesen: sie erreicht keinen echten Kanal.</translation>
</message>
<message>
<source>Who sends</source>
<translation type="unfinished">Wer sendet</translation>
</message>
<message>
<source>from every desk of this record, the newest first</source>
<translation type="unfinished">von jedem Platz dieser Aufzeichnung, das Neueste zuerst</translation>
</message>
<message>
<source>{count} channels that the plan calls people by are not set up at this desk.</source>
<translation type="unfinished">{count} Kanäle, über die der Plan Leute ruft, sind an diesem Platz nicht eingerichtet.</translation>
</message>
</context>
<context>
<name>CheckList</name>
<message>
<source>Fewer</source>
<translation type="unfinished">Weniger</translation>
</message>
<message>
<source>{count} more, all clear</source>
<translation type="unfinished">{count} weitere, alle klar</translation>
</message>
</context>
<context>
<name>ChooseWordsDialog</name>
<message>
<source>Approvals of the words that stand are kept</source>
<translation type="unfinished">Freigaben der geltenden Worte bleiben</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Message {number}: which words are to stand?</source>
<translation type="unfinished">Mitteilung {number}: welche Worte sollen gelten?</translation>
</message>
<message>
<source>The words of {name} stand</source>
<translation type="unfinished">Die Worte von {name} gelten</translation>
</message>
<message>
<source>These words stand</source>
<translation type="unfinished">Diese Worte gelten</translation>
</message>
<message>
<source>approved by {names}</source>
<translation type="unfinished">freigegeben von {names}</translation>
</message>
<message>
<source>{name}, {clock}</source>
<translation type="unfinished">{name}, {clock}</translation>
</message>
</context>
<context>
<name>ClockBar</name>
<message>
<source>1 entry has</source>
<translation type="unfinished">1 Eintrag hat</translation>
</message>
<message>
<source>At the next connection what nobody else has is stamped anew.</source>
<translation type="unfinished">Bei der nächsten Verbindung wird neu gestempelt, was sonst niemand hat.</translation>
</message>
<message>
<source>Hide this line</source>
<translation type="unfinished">Diese Zeile verbergen</translation>
</message>
<message>
<source>Look at the clock; once it is right, the stamps can be put right.</source>
<translation type="unfinished">Nach der Uhr sehen; sobald sie stimmt, lassen sich die Stempel richten.</translation>
</message>
<message>
<source>Set it right; until then this desk goes by the shared clock.</source>
<translation type="unfinished">Richtig stellen; bis dahin geht dieser Platz nach der gemeinsamen Uhr.</translation>
</message>
<message>
<source>Stamp anew what lies in the future and nobody else has</source>
<translation type="unfinished">Neu stempeln, was in der Zukunft liegt und sonst niemand hat</translation>
</message>
<message>
<source>The newest entry is {span} in the future: this clock is behind now, or was ahead then.</source>
<translation type="unfinished">Der neueste Eintrag liegt {span} in der Zukunft: diese Uhr geht jetzt nach oder ging damals vor.</translation>
</message>
<message>
<source>This clock is right now</source>
<translation type="unfinished">Diese Uhr stimmt jetzt</translation>
</message>
<message>
<source>This machine's clock is {span} ahead of the shared one.</source>
<translation type="unfinished">Die Uhr dieses Rechners geht {span} vor der gemeinsamen.</translation>
</message>
<message>
<source>This machine's clock is {span} behind the shared one.</source>
<translation type="unfinished">Die Uhr dieses Rechners geht {span} hinter der gemeinsamen.</translation>
</message>
<message>
<source>{count} entries have</source>
<translation type="unfinished">{count} Einträge haben</translation>
</message>
<message>
<source>{entries} the right time now, after a clock {span} ahead had stamped them: same words, same order.</source>
<translation type="unfinished">{entries} haben jetzt die richtige Zeit, nachdem eine {span} vorgehende Uhr sie gestempelt hatte: dieselben Worte, dieselbe Ordnung.</translation>
</message>
</context>
<context>
<name>ClockRow</name>
<message>
<source>Done</source>
<translation type="unfinished">Erledigt</translation>
</message>
<message>
<source>Put off</source>
<translation type="unfinished">Aufschieben</translation>
</message>
<message>
<source>Write it</source>
<translation type="unfinished">Schreiben</translation>
</message>
<message>
<source>{clock}: done</source>
<translation type="unfinished">{clock}: erledigt</translation>
</message>
<message>
<source>{clock}: put off</source>
<translation type="unfinished">{clock}: aufgeschoben</translation>
</message>
<message>
<source>{clock}: write it, as text and as pages</source>
<translation type="unfinished">{clock}: schreiben, als Text und als Seiten</translation>
</message>
</context>
<context>
<name>ClockWords</name>
<message>
<source>Call-out</source>
<translation type="unfinished">Ansage</translation>
</message>
<message>
<source>Elapsed-time call-out</source>
<translation type="unfinished">Ansage der verstrichenen Zeit</translation>
</message>
<message>
<source>Internal update</source>
<translation type="unfinished">Interne Nachricht</translation>
</message>
<message>
<source>Is the severity still right, is the way?</source>
<translation type="unfinished">Stimmt der Schweregrad noch, stimmt der Weg?</translation>
</message>
<message>
<source>Reassessment</source>
<translation type="unfinished">Neubewertung</translation>
</message>
<message>
<source>Say aloud how long it has been</source>
<translation type="unfinished">Laut sagen, wie lange es schon dauert</translation>
</message>
<message>
<source>State document</source>
<translation type="unfinished">Lagedokument</translation>
</message>
<message>
<source>Tell those inside how it stands</source>
<translation type="unfinished">Denen drinnen sagen, wie es steht</translation>
</message>
<message>
<source>Write down how everything stands</source>
<translation type="unfinished">Notieren, wie alles steht</translation>
</message>
<message>
<source>does not run</source>
<translation type="unfinished">läuft nicht</translation>
</message>
<message>
<source>every {span}</source>
<translation type="unfinished">alle {span}</translation>
</message>
<message>
<source>kept {kept}, missed {missed}</source>
<translation type="unfinished">{kept} gehalten, {missed} verpasst</translation>
</message>
<message>
<source>last by {name} at {clock}</source>
<translation type="unfinished">zuletzt von {name} um {clock}</translation>
</message>
<message>
<source>missed {count}×, {now}</source>
<translation type="unfinished">{count}× verpasst, {now}</translation>
</message>
<message>
<source>put off until {clock}</source>
<translation type="unfinished">aufgeschoben bis {clock}</translation>
</message>
<message>
<source>{clock} {state}</source>
<translation type="unfinished">{clock} {state}</translation>
</message>
</context>
<context>
<name>ClocksDialog</name>
<message>
<source>Clocks</source>
<translation type="unfinished">Uhren</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>No clock runs: they run from the declaration to the end of the incident</source>
<translation type="unfinished">Keine Uhr läuft: sie laufen von der Ausrufung bis zum Ende des Vorfalls</translation>
</message>
<message>
<source>What was kept, put off or missed stands in the timeline</source>
<translation type="unfinished">Was gehalten, aufgeschoben oder verpasst wurde, steht im Verlauf</translation>
</message>
<message>
<source>What was said, or why it is put off</source>
<translation type="unfinished">Was gesagt wurde, oder warum es aufgeschoben wird</translation>
</message>
<message>
<source>Words, if there are any, and how long to put it off</source>
<translation type="unfinished">Worte, falls es welche gibt, und wie lange aufzuschieben ist</translation>
</message>
</context>
<context>
<name>ClocksPanel</name>
<message>
<source>Clocks: say that you did it, or put it off</source>
<translation type="unfinished">Uhren: sagen, dass es getan ist, oder aufschieben</translation>
</message>
<message>
<source>The next word to {audience}, as promised</source>
<translation type="unfinished">Das nächste Wort an {audience}, wie zugesagt</translation>
</message>
<message>
<source>{audience} {state}</source>
<translation type="unfinished">{audience} {state}</translation>
</message>
</context>
<context>
<name>CommandLine</name>
<message>
<source>Another command stands in the line: enter it first, or clear the line</source>
<translation type="unfinished">Ein anderer Befehl steht in der Zeile: erst eingeben oder die Zeile leeren</translation>
</message>
<message>
<source>Bring it back</source>
<translation type="unfinished">Zurückholen</translation>
</message>
<message>
<source>Something stands in the line: enter it first, or clear the line</source>
<translation type="unfinished">Etwas steht in der Zeile: erst eingeben oder die Zeile leeren</translation>
</message>
<message>
<source>Yes, then (Ctrl+T)</source>
<translation type="unfinished">Ja, dann (Ctrl+T)</translation>
</message>
</context>
<context>
<name>CommandLineForm</name>
<message>
<source>/decision, /action, /finding …   or type a note</source>
<translation type="unfinished">/decision, /action, /finding … oder eine Notiz tippen</translation>
</message>
<message>
<source>Action</source>
<translation type="unfinished">Aktion</translation>
</message>
<message>
<source>Decision</source>
<translation type="unfinished">Entscheidung</translation>
</message>
<message>
<source>Finding</source>
<translation type="unfinished">Befund</translation>
</message>
<message>
<source>Write a decision</source>
<translation type="unfinished">Eine Entscheidung schreiben</translation>
</message>
<message>
<source>Write a finding</source>
<translation type="unfinished">Einen Befund schreiben</translation>
</message>
<message>
<source>Write a note, or a command after a slash</source>
<translation type="unfinished">Eine Notiz schreiben, oder nach einem Schrägstrich einen Befehl</translation>
</message>
<message>
<source>Write an action</source>
<translation type="unfinished">Eine Aktion schreiben</translation>
</message>
<message>
<source>Write the line as a decision</source>
<translation type="unfinished">Die Zeile als Entscheidung schreiben</translation>
</message>
<message>
<source>Write the line as a finding</source>
<translation type="unfinished">Die Zeile als Befund schreiben</translation>
</message>
<message>
<source>Write the line as an action</source>
<translation type="unfinished">Die Zeile als Aktion schreiben</translation>
</message>
</context>
<context>
<name>CommunicationsPanel</name>
<message>
<source>Communications</source>
<translation type="unfinished">Kommunikation</translation>
</message>
<message>
<source>not promised</source>
<translation type="unfinished">nicht zugesagt</translation>
</message>
</context>
<context>
<name>CommunicationsRoom</name>
<message>
<source>No incident is shown</source>
<translation type="unfinished">Kein Vorfall wird gezeigt</translation>
</message>
<message>
<source>What goes out belongs to an incident.</source>
<translation type="unfinished">Was hinausgeht, gehört zu einem Vorfall.</translation>
</message>
</context>
<context>
<name>Company</name>
<message>
<source>{name} writes at {section}, line {line}</source>
<translation type="unfinished">{name} schreibt bei {section}, Zeile {line}</translation>
</message>
<message>
<source>{name} writes in line {line}</source>
<translation type="unfinished">{name} schreibt in Zeile {line}</translation>
</message>
<message>
<source>{name}, at {section}</source>
<translation type="unfinished">{name}, bei {section}</translation>
</message>
<message>
<source>{name}, in the plan room</source>
<translation type="unfinished">{name}, im Planraum</translation>
</message>
</context>
<context>
<name>CompareDialog</name>
<message>
<source>An approval is a decision: it may be objected to</source>
<translation type="unfinished">Eine Freigabe ist eine Entscheidung: Einspruch ist möglich</translation>
</message>
<message>
<source>Approve</source>
<translation type="unfinished">Freigeben</translation>
</message>
<message>
<source>Approved</source>
<translation type="unfinished">Freigegeben</translation>
</message>
<message>
<source>By which channel</source>
<translation type="unfinished">Über welchen Kanal</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Copy</source>
<translation type="unfinished">Kopieren</translation>
</message>
<message>
<source>Decline</source>
<translation type="unfinished">Ablehnen</translation>
</message>
<message>
<source>Declined</source>
<translation type="unfinished">Abgelehnt</translation>
</message>
<message>
<source>Green came, struck through went; up and down go from one message to the next</source>
<translation type="unfinished">Grün kam hinzu, durchgestrichen fiel weg; auf und ab wechselt die Mitteilung</translation>
</message>
<message>
<source>How it is undone</source>
<translation type="unfinished">Wie es rückgängig wird</translation>
</message>
<message>
<source>How long it takes</source>
<translation type="unfinished">Wie lange es dauert</translation>
</message>
<message>
<source>Not now</source>
<translation type="unfinished">Nicht jetzt</translation>
</message>
<message>
<source>Nothing went out by this channel yet</source>
<translation type="unfinished">Über diesen Kanal ging noch nichts hinaus</translation>
</message>
<message>
<source>Steps</source>
<translation type="unfinished">Schritte</translation>
</message>
<message>
<source>The words of now are the first by this channel</source>
<translation type="unfinished">Die Worte von jetzt sind die ersten über diesen Kanal</translation>
</message>
<message>
<source>What could go wrong</source>
<translation type="unfinished">Was schiefgehen könnte</translation>
</message>
<message>
<source>What it brings</source>
<translation type="unfinished">Was es bringt</translation>
</message>
<message>
<source>What it needs</source>
<translation type="unfinished">Was es braucht</translation>
</message>
<message>
<source>What the draft says otherwise than {name}</source>
<translation type="unfinished">Was der Entwurf anders sagt als {name}</translation>
</message>
<message>
<source>What was said, and what changed</source>
<translation type="unfinished">Was gesagt wurde, und was sich änderte</translation>
</message>
<message>
<source>What {name} said otherwise than the one before</source>
<translation type="unfinished">Was {name} anders sagte als die davor</translation>
</message>
<message>
<source>Which course of action?</source>
<translation type="unfinished">Welche Maßnahme?</translation>
</message>
<message>
<source>Why this one; or why not, which is needed to decline</source>
<translation type="unfinished">Warum diese; oder warum nicht, was zum Ablehnen nötig ist</translation>
</message>
<message>
<source>not said</source>
<translation type="unfinished">nicht gesagt</translation>
</message>
<message>
<source>the first {count} of {all}</source>
<translation type="unfinished">die ersten {count} von {all}</translation>
</message>
<message>
<source>{name}, the first by this channel</source>
<translation type="unfinished">{name}, die erste über diesen Kanal</translation>
</message>
<message>
<source>{name}, {language}</source>
<translation type="unfinished">{name}, {language}</translation>
</message>
<message>
<source>{number} · {name}, waits for {span}</source>
<translation type="unfinished">{number} · {name}, wartet seit {span}</translation>
</message>
</context>
<context>
<name>Comparing</name>
<message>
<source>(the question was erased)</source>
<translation type="unfinished">(die Frage wurde gelöscht)</translation>
</message>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>1 addition in the light of the others</source>
<translation type="unfinished">1 Zusatz im Licht der anderen</translation>
</message>
<message>
<source>1 factor in all</source>
<translation type="unfinished">1 Faktor insgesamt</translation>
</message>
<message>
<source>1 of the round still sealed</source>
<translation type="unfinished">1 der Runde noch versiegelt</translation>
</message>
<message>
<source>1 piece</source>
<translation type="unfinished">1 Stück</translation>
</message>
<message>
<source>Agreement of people who could not see each other is worth more than agreement in a meeting. It is still not proof: all of them read the same logs.</source>
<translation type="unfinished">Übereinstimmung von Menschen, die einander nicht sahen, ist mehr wert als Übereinstimmung in einer Sitzung. Ein Beweis ist sie trotzdem nicht: alle lesen dieselben Logs.</translation>
</message>
<message>
<source>All</source>
<translation type="unfinished">Alle</translation>
</message>
<message>
<source>All of them used the same evidence</source>
<translation type="unfinished">Alle nutzten dieselben Belege</translation>
</message>
<message>
<source>Almost perfect agreement</source>
<translation type="unfinished">Fast vollkommene Übereinstimmung</translation>
</message>
<message>
<source>Also concluded at the same time: {words}</source>
<translation type="unfinished">Zur selben Zeit auch geschlossen: {words}</translation>
</message>
<message>
<source>Cause map</source>
<translation type="unfinished">Ursachenkarte</translation>
</message>
<message>
<source>Conclude anew…</source>
<translation type="unfinished">Neu schließen…</translation>
</message>
<message>
<source>Conclusion</source>
<translation type="unfinished">Schluss</translation>
</message>
<message>
<source>Confidence</source>
<translation type="unfinished">Sicherheit</translation>
</message>
<message>
<source>Confidence {sure} · asked of all {count}</source>
<translation type="unfinished">Sicherheit {sure} · verlangt von allen {count}</translation>
</message>
<message>
<source>Contradicting</source>
<translation type="unfinished">Widersprüchlich</translation>
</message>
<message>
<source>Enlarge the cause map</source>
<translation type="unfinished">Die Ursachenkarte vergrößern</translation>
</message>
<message>
<source>Evidence one used and another lacked</source>
<translation type="unfinished">Beleg, den einer nutzte und einem anderen fehlte</translation>
</message>
<message>
<source>Fair agreement</source>
<translation type="unfinished">Mäßige Übereinstimmung</translation>
</message>
<message>
<source>Found apart by two or more</source>
<translation type="unfinished">Unabhängig gefunden von zweien oder mehr</translation>
</message>
<message>
<source>Found by one only</source>
<translation type="unfinished">Nur von einem gefunden</translation>
</message>
<message>
<source>How far do they agree?</source>
<translation type="unfinished">Wie weit stimmen sie überein?</translation>
</message>
<message>
<source>I agree</source>
<translation type="unfinished">Ich stimme zu</translation>
</message>
<message>
<source>I dissent…</source>
<translation type="unfinished">Ich widerspreche…</translation>
</message>
<message>
<source>It is in and open</source>
<translation type="unfinished">Sie ist abgegeben und offen</translation>
</message>
<message>
<source>It stands on the timeline, as what was identified in the state document, and in every export.</source>
<translation type="unfinished">Es steht im Verlauf, als Erkanntes im Lagedokument und in jeder Ausgabe.</translation>
</message>
<message>
<source>Last one in, all {count} opened</source>
<translation type="unfinished">Die letzte ist abgegeben, alle {count} geöffnet</translation>
</message>
<message>
<source>Last one in, both opened</source>
<translation type="unfinished">Die letzte ist abgegeben, beide geöffnet</translation>
</message>
<message>
<source>Later</source>
<translation type="unfinished">Später</translation>
</message>
<message>
<source>Make a fact of it…</source>
<translation type="unfinished">Eine Tatsache daraus machen…</translation>
</message>
<message>
<source>Match by hand</source>
<translation type="unfinished">Von Hand zuordnen</translation>
</message>
<message>
<source>Moderate agreement</source>
<translation type="unfinished">Mittlere Übereinstimmung</translation>
</message>
<message>
<source>More filters</source>
<translation type="unfinished">Mehr Filter</translation>
</message>
<message>
<source>Named in the light of the others</source>
<translation type="unfinished">Im Licht der anderen genannt</translation>
</message>
<message>
<source>Next time open two or more on the question: one pair of eyes is biased.</source>
<translation type="unfinished">Beim nächsten Mal zwei oder mehr zu der Frage eröffnen: ein Augenpaar ist voreingenommen.</translation>
</message>
<message>
<source>No contributing factor was named</source>
<translation type="unfinished">Kein beitragender Faktor wurde genannt</translation>
</message>
<message>
<source>No evidence was written down</source>
<translation type="unfinished">Kein Beleg wurde notiert</translation>
</message>
<message>
<source>No factor was proposed and no evidence written down. What is added now is in the light of the others.</source>
<translation type="unfinished">Kein Faktor wurde vorgeschlagen und kein Beleg notiert. Was jetzt hinzukommt, steht im Licht der anderen.</translation>
</message>
<message>
<source>No more than chance</source>
<translation type="unfinished">Nicht mehr als Zufall</translation>
</message>
<message>
<source>No other desk is in touch to read it</source>
<translation type="unfinished">Kein anderer Platz ist in Verbindung, es zu lesen</translation>
</message>
<message>
<source>Not heard yet: {names}</source>
<translation type="unfinished">Noch nicht gehört: {names}</translation>
</message>
<message>
<source>Nothing stands so</source>
<translation type="unfinished">Nichts steht so</translation>
</message>
<message>
<source>Nothing was found that could be compared</source>
<translation type="unfinished">Nichts wurde gefunden, was zu vergleichen wäre</translation>
</message>
<message>
<source>Nothing was said of this factor</source>
<translation type="unfinished">Von diesem Faktor wurde nichts gesagt</translation>
</message>
<message>
<source>Nothing was said of this piece of evidence</source>
<translation type="unfinished">Von diesem Beleg wurde nichts gesagt</translation>
</message>
<message>
<source>On the fact sheet it is fact {numbers}.</source>
<translation type="unfinished">Auf dem Faktenblatt ist es Tatsache {numbers}.</translation>
</message>
<message>
<source>One agrees</source>
<translation type="unfinished">Einer stimmt zu</translation>
</message>
<message>
<source>One investigation alone agrees with nobody</source>
<translation type="unfinished">Eine Untersuchung allein stimmt mit niemandem überein</translation>
</message>
<message>
<source>One only</source>
<translation type="unfinished">Nur einer</translation>
</message>
<message>
<source>Only what contradicts is settled: press X on two factors first</source>
<translation type="unfinished">Nur was sich widerspricht, wird geklärt: erst X auf zwei Faktoren drücken</translation>
</message>
<message>
<source>Opened by {name}</source>
<translation type="unfinished">Geöffnet von {name}</translation>
</message>
<message>
<source>Other desks cannot be seen now</source>
<translation type="unfinished">Andere Plätze sind jetzt nicht zu sehen</translation>
</message>
<message>
<source>Propose a course…</source>
<translation type="unfinished">Eine Maßnahme vorschlagen…</translation>
</message>
<message>
<source>Record the conclusion</source>
<translation type="unfinished">Den Schluss aufzeichnen</translation>
</message>
<message>
<source>Said both ways?</source>
<translation type="unfinished">Beides gesagt?</translation>
</message>
<message>
<source>Same thing?</source>
<translation type="unfinished">Dasselbe?</translation>
</message>
<message>
<source>Seal of {letter} broken by {name}</source>
<translation type="unfinished">Siegel von {letter} gebrochen von {name}</translation>
</message>
<message>
<source>Settled</source>
<translation type="unfinished">Geklärt</translation>
</message>
<message>
<source>Settled against</source>
<translation type="unfinished">Dagegen entschieden</translation>
</message>
<message>
<source>Shared</source>
<translation type="unfinished">Geteilt</translation>
</message>
<message>
<source>Slight agreement</source>
<translation type="unfinished">Geringe Übereinstimmung</translation>
</message>
<message>
<source>So few factors bear no figure: one more or less would turn it round.</source>
<translation type="unfinished">So wenige Faktoren tragen keine Zahl: einer mehr oder weniger würde sie umdrehen.</translation>
</message>
<message>
<source>Substantial agreement</source>
<translation type="unfinished">Beträchtliche Übereinstimmung</translation>
</message>
<message>
<source>The seal</source>
<translation type="unfinished">Das Siegel</translation>
</message>
<message>
<source>Too little to say</source>
<translation type="unfinished">Zu wenig zu sagen</translation>
</message>
<message>
<source>What both are asked</source>
<translation type="unfinished">Was beide gefragt werden</translation>
</message>
<message>
<source>What led to it, in two or three sentences; people by role, never by name</source>
<translation type="unfinished">Was dazu führte, in zwei oder drei Sätzen; Leute nach Rolle, nie mit Namen</translation>
</message>
<message>
<source>What one investigation found</source>
<translation type="unfinished">Was eine Untersuchung fand</translation>
</message>
<message>
<source>What the investigations come to</source>
<translation type="unfinished">Worauf die Untersuchungen hinauslaufen</translation>
</message>
<message>
<source>What {count} blind investigations found</source>
<translation type="unfinished">Was {count} blinde Untersuchungen fanden</translation>
</message>
<message>
<source>Why you see it otherwise; it stays word for word</source>
<translation type="unfinished">Warum Sie es anders sehen; es bleibt Wort für Wort</translation>
</message>
<message>
<source>a rare sight or a wrong turn</source>
<translation type="unfinished">ein seltener Blick oder ein Irrweg</translation>
</message>
<message>
<source>about what chance would give</source>
<translation type="unfinished">etwa so viel wie Zufall</translation>
</message>
<message>
<source>against</source>
<translation type="unfinished">dagegen</translation>
</message>
<message>
<source>alike {figure}</source>
<translation type="unfinished">ähnlich {figure}</translation>
</message>
<message>
<source>all {count}</source>
<translation type="unfinished">alle {count}</translation>
</message>
<message>
<source>all {whole}</source>
<translation type="unfinished">alle {whole}</translation>
</message>
<message>
<source>another desk keeps them apart</source>
<translation type="unfinished">ein anderer Platz hält sie getrennt</translation>
</message>
<message>
<source>ask both</source>
<translation type="unfinished">beide fragen</translation>
</message>
<message>
<source>both</source>
<translation type="unfinished">beide</translation>
</message>
<message>
<source>both cannot be right</source>
<translation type="unfinished">beide können nicht stimmen</translation>
</message>
<message>
<source>both name {words}</source>
<translation type="unfinished">beide nennen {words}</translation>
</message>
<message>
<source>broken</source>
<translation type="unfinished">gebrochen</translation>
</message>
<message>
<source>by one only: rare sight or wrong turn</source>
<translation type="unfinished">nur von einem: seltener Blick oder Irrweg</translation>
</message>
<message>
<source>causes left, effects right</source>
<translation type="unfinished">Ursachen links, Wirkungen rechts</translation>
</message>
<message>
<source>contradicting, ask before you build on it</source>
<translation type="unfinished">widersprüchlich, erst fragen, bevor man darauf baut</translation>
</message>
<message>
<source>contradicts</source>
<translation type="unfinished">widerspricht</translation>
</message>
<message>
<source>each in its own words</source>
<translation type="unfinished">jeder in eigenen Worten</translation>
</message>
<message>
<source>eight</source>
<translation type="unfinished">acht</translation>
</message>
<message>
<source>five</source>
<translation type="unfinished">fünf</translation>
</message>
<message>
<source>flowed in {clock} to all</source>
<translation type="unfinished">{clock} allen zugeflossen</translation>
</message>
<message>
<source>found apart by two or more</source>
<translation type="unfinished">unabhängig gefunden von zweien oder mehr</translation>
</message>
<message>
<source>four</source>
<translation type="unfinished">vier</translation>
</message>
<message>
<source>in the light of the others</source>
<translation type="unfinished">im Licht der anderen</translation>
</message>
<message>
<source>keep apart</source>
<translation type="unfinished">getrennt halten</translation>
</message>
<message>
<source>match</source>
<translation type="unfinished">zuordnen</translation>
</message>
<message>
<source>matched: {names}</source>
<translation type="unfinished">zugeordnet: {names}</translation>
</message>
<message>
<source>never broken</source>
<translation type="unfinished">nie gebrochen</translation>
</message>
<message>
<source>never saw it</source>
<translation type="unfinished">sah es nie</translation>
</message>
<message>
<source>nine</source>
<translation type="unfinished">neun</translation>
</message>
<message>
<source>not on the timeline</source>
<translation type="unfinished">nicht im Verlauf</translation>
</message>
<message>
<source>not used</source>
<translation type="unfinished">nicht benutzt</translation>
</message>
<message>
<source>nothing is shared</source>
<translation type="unfinished">nichts wird geteilt</translation>
</message>
<message>
<source>now</source>
<translation type="unfinished">jetzt</translation>
</message>
<message>
<source>once all of the round are open</source>
<translation type="unfinished">sobald alle der Runde offen sind</translation>
</message>
<message>
<source>one desk says they are one, another keeps them apart</source>
<translation type="unfinished">ein Platz sagt, sie sind eins, ein anderer hält sie getrennt</translation>
</message>
<message>
<source>only later</source>
<translation type="unfinished">erst später</translation>
</message>
<message>
<source>only {letter}</source>
<translation type="unfinished">nur {letter}</translation>
</message>
<message>
<source>open its matrix</source>
<translation type="unfinished">seine Matrix öffnen</translation>
</message>
<message>
<source>settle</source>
<translation type="unfinished">klären</translation>
</message>
<message>
<source>seven</source>
<translation type="unfinished">sieben</translation>
</message>
<message>
<source>share {pieces}</source>
<translation type="unfinished">{pieces} teilen</translation>
</message>
<message>
<source>six</source>
<translation type="unfinished">sechs</translation>
</message>
<message>
<source>take back</source>
<translation type="unfinished">zurücknehmen</translation>
</message>
<message>
<source>they could read each other: not counted as found apart</source>
<translation type="unfinished">sie konnten einander lesen: zählt nicht als unabhängig gefunden</translation>
</message>
<message>
<source>three</source>
<translation type="unfinished">drei</translation>
</message>
<message>
<source>trust low</source>
<translation type="unfinished">Vertrauen niedrig</translation>
</message>
<message>
<source>two</source>
<translation type="unfinished">zwei</translation>
</message>
<message>
<source>used</source>
<translation type="unfinished">benutzt</translation>
</message>
<message>
<source>what was held against it stands on the record</source>
<translation type="unfinished">was dagegen eingewandt wurde, steht in der Aufzeichnung</translation>
</message>
<message>
<source>you write it</source>
<translation type="unfinished">Sie schreiben es</translation>
</message>
<message>
<source>{count} additions in the light of the others</source>
<translation type="unfinished">{count} Zusätze im Licht der anderen</translation>
</message>
<message>
<source>{count} agree</source>
<translation type="unfinished">{count} stimmen zu</translation>
</message>
<message>
<source>{count} desks in touch read it</source>
<translation type="unfinished">{count} Plätze in Verbindung lesen es</translation>
</message>
<message>
<source>{count} different factors in all</source>
<translation type="unfinished">{count} verschiedene Faktoren insgesamt</translation>
</message>
<message>
<source>{count} more dissent; the export has them all</source>
<translation type="unfinished">{count} weitere Widersprüche; die Ausgabe hat alle</translation>
</message>
<message>
<source>{count} of the round still sealed</source>
<translation type="unfinished">{count} der Runde noch versiegelt</translation>
</message>
<message>
<source>{count} pieces</source>
<translation type="unfinished">{count} Stücke</translation>
</message>
<message>
<source>{count} times what chance would give</source>
<translation type="unfinished">{count}-mal so viel wie Zufall</translation>
</message>
<message>
<source>{lacking} of {whole}; the others were used by all</source>
<translation type="unfinished">{lacking} von {whole}; die übrigen nutzten alle</translation>
</message>
<message>
<source>{low} to {high} with any one factor left out. Cohen's kappa, the mean over {pairs} pairs; by chance each draws from {kinds} kinds of factor.</source>
<translation type="unfinished">{low} bis {high}, wenn irgendein Faktor wegbleibt. Cohens Kappa, das Mittel über {pairs} Paare; zufällig zöge jeder aus {kinds} Arten von Faktoren.</translation>
</message>
<message>
<source>{names} writes it</source>
<translation type="unfinished">{names} schreibt es</translation>
</message>
<message>
<source>{name} dissents</source>
<translation type="unfinished">{name} widerspricht</translation>
</message>
<message>
<source>{name} wrote it</source>
<translation type="unfinished">{name} schrieb es</translation>
</message>
<message>
<source>{one} against {other}</source>
<translation type="unfinished">{one} gegen {other}</translation>
</message>
<message>
<source>{one} and {other}: {why}</source>
<translation type="unfinished">{one} und {other}: {why}</translation>
</message>
<message>
<source>“{one}” and “{other}” cannot both be right: what would show which holds?</source>
<translation type="unfinished">„{one}“ und „{other}“ können nicht beide stimmen: was würde zeigen, welcher gilt?</translation>
</message>
</context>
<context>
<name>ComparisonHead</name>
<message>
<source>Who found it</source>
<translation type="unfinished">Wer es fand</translation>
</message>
</context>
<context>
<name>ComparisonModel</name>
<message>
<source>Who found it</source>
<translation type="unfinished">Wer es fand</translation>
</message>
<message>
<source>not named</source>
<translation type="unfinished">nicht genannt</translation>
</message>
<message>
<source>with the file {name}</source>
<translation type="unfinished">mit der Datei {name}</translation>
</message>
</context>
<context>
<name>ComparisonView</name>
<message>
<source>Ask both</source>
<translation type="unfinished">Beide fragen</translation>
</message>
<message>
<source>Contradicts…</source>
<translation type="unfinished">Widerspricht…</translation>
</message>
<message>
<source>Go to a factor or a piece of evidence first, then press M</source>
<translation type="unfinished">Erst zu einem Faktor oder Beleg gehen, dann M drücken</translation>
</message>
<message>
<source>Keep apart</source>
<translation type="unfinished">Getrennt halten</translation>
</message>
<message>
<source>Match</source>
<translation type="unfinished">Zuordnen</translation>
</message>
<message>
<source>Not the same as…</source>
<translation type="unfinished">Nicht dasselbe wie…</translation>
</message>
<message>
<source>Of two pieces of evidence, M says that they are one, and U takes it back</source>
<translation type="unfinished">Von zwei Belegen sagt M, dass sie einer sind, und U nimmt es zurück</translation>
</message>
<message>
<source>Open its investigation</source>
<translation type="unfinished">Seine Untersuchung öffnen</translation>
</message>
<message>
<source>Settle</source>
<translation type="unfinished">Klären</translation>
</message>
<message>
<source>Settle…</source>
<translation type="unfinished">Klären…</translation>
</message>
<message>
<source>Take back what was said</source>
<translation type="unfinished">Zurücknehmen, was gesagt wurde</translation>
</message>
<message>
<source>The same as…</source>
<translation type="unfinished">Dasselbe wie…</translation>
</message>
<message>
<source>What the investigations found, side by side</source>
<translation type="unfinished">Was die Untersuchungen fanden, nebeneinander</translation>
</message>
<message>
<source>{name}: go to another investigation's factor; M matches, K keeps apart, X contradicts, Esc ends</source>
<translation type="unfinished">{name}: zum Faktor einer anderen Untersuchung gehen; M ordnet zu, K hält getrennt, X widerspricht, Esc beendet</translation>
</message>
<message>
<source>{name}: go to another investigation's piece of evidence; M matches, Esc ends</source>
<translation type="unfinished">{name}: zum Beleg einer anderen Untersuchung gehen; M ordnet zu, Esc beendet</translation>
</message>
</context>
<context>
<name>Completion</name>
<message>
<source>nobody yet</source>
<translation type="unfinished">noch niemand</translation>
</message>
</context>
<context>
<name>ConflictDialog</name>
<message>
<source>(nothing)</source>
<translation type="unfinished">(nichts)</translation>
</message>
<message>
<source>Each was set without knowing of the other. Both stay on the record; choose what holds.</source>
<translation type="unfinished">Jedes wurde gesetzt, ohne vom anderen zu wissen. Beide bleiben in der Aufzeichnung; wählen, was gilt.</translation>
</message>
<message>
<source>Not now</source>
<translation type="unfinished">Nicht jetzt</translation>
</message>
<message>
<source>What was not chosen stays readable in the timeline</source>
<translation type="unfinished">Was nicht gewählt wurde, bleibt im Verlauf lesbar</translation>
</message>
<message>
<source>{field}: two desks, two answers</source>
<translation type="unfinished">{field}: zwei Plätze, zwei Antworten</translation>
</message>
</context>
<context>
<name>Conflicts</name>
<message>
<source>Impact ended</source>
<translation type="unfinished">Wirkung beendet</translation>
</message>
<message>
<source>Impact started</source>
<translation type="unfinished">Wirkung begann</translation>
</message>
<message>
<source>Services</source>
<translation type="unfinished">Dienste</translation>
</message>
<message>
<source>Severity</source>
<translation type="unfinished">Schweregrad</translation>
</message>
<message>
<source>State</source>
<translation type="unfinished">Zustand</translation>
</message>
<message>
<source>Title</source>
<translation type="unfinished">Titel</translation>
</message>
<message>
<source>Who is affected</source>
<translation type="unfinished">Wer betroffen ist</translation>
</message>
<message>
<source>also changed by {names}</source>
<translation type="unfinished">auch geändert von {names}</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">niemand</translation>
</message>
<message>
<source>not known</source>
<translation type="unfinished">nicht bekannt</translation>
</message>
<message>
<source>{field} also changed by {names}</source>
<translation type="unfinished">{field} auch geändert von {names}</translation>
</message>
<message>
<source>{name}, {clock}</source>
<translation type="unfinished">{name}, {clock}</translation>
</message>
</context>
<context>
<name>ConflictsOfWork</name>
<message>
<source>Course {number}</source>
<translation type="unfinished">Maßnahme {number}</translation>
</message>
<message>
<source>Task {number}</source>
<translation type="unfinished">Aufgabe {number}</translation>
</message>
<message>
<source>done</source>
<translation type="unfinished">erledigt</translation>
</message>
<message>
<source>done, read back by {name}</source>
<translation type="unfinished">erledigt, gegengelesen von {name}</translation>
</message>
<message>
<source>goes on in {number}</source>
<translation type="unfinished">geht in {number} weiter</translation>
</message>
<message>
<source>it goes on</source>
<translation type="unfinished">es geht weiter</translation>
</message>
<message>
<source>not needed</source>
<translation type="unfinished">nicht nötig</translation>
</message>
<message>
<source>skipped</source>
<translation type="unfinished">ausgelassen</translation>
</message>
<message>
<source>{course}, step {step}</source>
<translation type="unfinished">{course}, Schritt {step}</translation>
</message>
<message>
<source>{course}, until when</source>
<translation type="unfinished">{course}, bis wann</translation>
</message>
<message>
<source>{name} goes on with it</source>
<translation type="unfinished">{name} macht damit weiter</translation>
</message>
<message>
<source>{task}, by when</source>
<translation type="unfinished">{task}, bis wann</translation>
</message>
<message>
<source>{task}, how it ended</source>
<translation type="unfinished">{task}, wie sie endete</translation>
</message>
</context>
<context>
<name>Console</name>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>That did not work</source>
<translation type="unfinished">Das ging nicht</translation>
</message>
</context>
<context>
<name>Corner</name>
<message>
<source>Evidence, most telling first</source>
<translation type="unfinished">Belege, die aussagekräftigsten zuerst</translation>
</message>
<message>
<source>Least against is first; trust weighs. The whole sentence stands below.</source>
<translation type="unfinished">Wenigstes dagegen steht vorn; Vertrauen wiegt. Der ganze Satz steht darunter.</translation>
</message>
<message>
<source>Ranked by least against</source>
<translation type="unfinished">Geordnet nach dem wenigsten dagegen</translation>
</message>
<message>
<source>Trust</source>
<translation type="unfinished">Vertrauen</translation>
</message>
<message>
<source>What counts against a hypothesis is added up, weighted by trust. What fits it is not: one fact can fit many.</source>
<translation type="unfinished">Was gegen eine Hypothese zählt, wird summiert, gewichtet nach Vertrauen. Was passt, nicht: eine Tatsache kann zu vielen passen.</translation>
</message>
<message>
<source>against, weighted</source>
<translation type="unfinished">dagegen, gewichtet</translation>
</message>
</context>
<context>
<name>Correct</name>
<message>
<source>Corrected before</source>
<translation type="unfinished">Zuvor berichtigt</translation>
</message>
<message>
<source>The line as it stands</source>
<translation type="unfinished">Die Zeile, wie sie dasteht</translation>
</message>
<message>
<source>The right words</source>
<translation type="unfinished">Die richtigen Worte</translation>
</message>
<message>
<source>When it happened</source>
<translation type="unfinished">Wann es geschah</translation>
</message>
<message>
<source>Why</source>
<translation type="unfinished">Warum</translation>
</message>
<message>
<source>optional; stays on the record</source>
<translation type="unfinished">freiwillig; bleibt in der Aufzeichnung</translation>
</message>
</context>
<context>
<name>CorrectDialog</name>
<message>
<source>Correct</source>
<translation type="unfinished">Berichtigen</translation>
</message>
<message>
<source>Correct a line</source>
<translation type="unfinished">Eine Zeile berichtigen</translation>
</message>
<message>
<source>Take the line back</source>
<translation type="unfinished">Die Zeile zurücknehmen</translation>
</message>
<message>
<source>What it said before stays on the record</source>
<translation type="unfinished">Was zuvor dastand, bleibt in der Aufzeichnung</translation>
</message>
<message>
<source>When it happened</source>
<translation type="unfinished">Wann es geschah</translation>
</message>
<message>
<source>{moment}, {name}: it said “{text}”</source>
<translation type="unfinished">{moment}, {name}: da stand „{text}“</translation>
</message>
</context>
<context>
<name>Course</name>
<message>
<source>Investigate</source>
<translation type="unfinished">Untersuchen</translation>
</message>
<message>
<source>Mitigate</source>
<translation type="unfinished">Mildern</translation>
</message>
<message>
<source>Mitigated</source>
<translation type="unfinished">Gemildert</translation>
</message>
<message>
<source>Reopen</source>
<translation type="unfinished">Wieder öffnen</translation>
</message>
<message>
<source>Resolve</source>
<translation type="unfinished">Beheben</translation>
</message>
<message>
<source>Reviewed</source>
<translation type="unfinished">Nachgeschaut</translation>
</message>
<message>
<source>Work on it</source>
<translation type="unfinished">Daran arbeiten</translation>
</message>
</context>
<context>
<name>CourseDialog</name>
<message>
<source>15 min more</source>
<translation type="unfinished">15 min mehr</translation>
</message>
<message>
<source>Approve</source>
<translation type="unfinished">Freigeben</translation>
</message>
<message>
<source>Begin</source>
<translation type="unfinished">Beginnen</translation>
</message>
<message>
<source>Course {number}</source>
<translation type="unfinished">Maßnahme {number}</translation>
</message>
<message>
<source>Decline</source>
<translation type="unfinished">Ablehnen</translation>
</message>
<message>
<source>Every word and every step stands in the timeline</source>
<translation type="unfinished">Jedes Wort und jeder Schritt steht im Verlauf</translation>
</message>
<message>
<source>Failed</source>
<translation type="unfinished">Gescheitert</translation>
</message>
<message>
<source>Rolled back</source>
<translation type="unfinished">Rückgängig</translation>
</message>
<message>
<source>Rolled back after all</source>
<translation type="unfinished">Doch rückgängig</translation>
</message>
<message>
<source>What was seen of it: which number moved, and how far</source>
<translation type="unfinished">Was davon zu sehen war: welche Zahl sich bewegte und wie weit</translation>
</message>
<message>
<source>What was seen when it was undone</source>
<translation type="unfinished">Was zu sehen war, als es rückgängig wurde</translation>
</message>
<message>
<source>Who leads the work, if not you</source>
<translation type="unfinished">Wer die Arbeit leitet, wenn nicht Sie</translation>
</message>
<message>
<source>Why, or why not</source>
<translation type="unfinished">Warum, oder warum nicht</translation>
</message>
<message>
<source>Worked</source>
<translation type="unfinished">Hat gewirkt</translation>
</message>
</context>
<context>
<name>CourseTold</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>Choose</source>
<translation type="unfinished">Wählen</translation>
</message>
<message>
<source>How it is undone</source>
<translation type="unfinished">Wie es rückgängig wird</translation>
</message>
<message>
<source>How long it takes</source>
<translation type="unfinished">Wie lange es dauert</translation>
</message>
<message>
<source>Steps</source>
<translation type="unfinished">Schritte</translation>
</message>
<message>
<source>What could go wrong</source>
<translation type="unfinished">Was schiefgehen könnte</translation>
</message>
<message>
<source>What it brings</source>
<translation type="unfinished">Was es bringt</translation>
</message>
<message>
<source>What it needs</source>
<translation type="unfinished">Was es braucht</translation>
</message>
<message>
<source>done, {name}</source>
<translation type="unfinished">erledigt, {name}</translation>
</message>
<message>
<source>not said</source>
<translation type="unfinished">nicht gesagt</translation>
</message>
<message>
<source>skipped, {name}</source>
<translation type="unfinished">ausgelassen, {name}</translation>
</message>
<message>
<source>{done} of {count}</source>
<translation type="unfinished">{done} von {count}</translation>
</message>
</context>
<context>
<name>CourseWords</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>Approved</source>
<translation type="unfinished">Freigegeben</translation>
</message>
<message>
<source>Carrying out</source>
<translation type="unfinished">In Ausführung</translation>
</message>
<message>
<source>Course {number}, {stand}: {words}. {foot}</source>
<translation type="unfinished">Maßnahme {number}, {stand}: {words}. {foot}</translation>
</message>
<message>
<source>Done</source>
<translation type="unfinished">Erledigt</translation>
</message>
<message>
<source>Proposed</source>
<translation type="unfinished">Vorgeschlagen</translation>
</message>
<message>
<source>approved</source>
<translation type="unfinished">freigegeben</translation>
</message>
<message>
<source>by {name} {clock}</source>
<translation type="unfinished">von {name} {clock}</translation>
</message>
<message>
<source>declined</source>
<translation type="unfinished">abgelehnt</translation>
</message>
<message>
<source>failed</source>
<translation type="unfinished">misslungen</translation>
</message>
<message>
<source>needs {needs}</source>
<translation type="unfinished">braucht {needs}</translation>
</message>
<message>
<source>only if: {what}</source>
<translation type="unfinished">nur wenn: {what}</translation>
</message>
<message>
<source>proposed</source>
<translation type="unfinished">vorgeschlagen</translation>
</message>
<message>
<source>read back by a second person</source>
<translation type="unfinished">von einer zweiten Person gegengelesen</translation>
</message>
<message>
<source>rolled back</source>
<translation type="unfinished">rückgängig</translation>
</message>
<message>
<source>split off</source>
<translation type="unfinished">abtrennen</translation>
</message>
<message>
<source>under way</source>
<translation type="unfinished">läuft</translation>
</message>
<message>
<source>until {clock}</source>
<translation type="unfinished">bis {clock}</translation>
</message>
<message>
<source>waits for a go-ahead</source>
<translation type="unfinished">wartet auf grünes Licht</translation>
</message>
<message>
<source>worked</source>
<translation type="unfinished">hat gewirkt</translation>
</message>
<message>
<source>{done} of {count} steps</source>
<translation type="unfinished">{done} von {count} Schritten</translation>
</message>
<message>
<source>{late}, was to end {clock}</source>
<translation type="unfinished">{late}, sollte enden {clock}</translation>
</message>
</context>
<context>
<name>CoursesPanel</name>
<message>
<source>Compare</source>
<translation type="unfinished">Vergleichen</translation>
</message>
<message>
<source>Courses of action</source>
<translation type="unfinished">Maßnahmen</translation>
</message>
<message>
<source>Propose</source>
<translation type="unfinished">Vorschlagen</translation>
</message>
<message>
<source>Propose a course of action</source>
<translation type="unfinished">Eine Maßnahme vorschlagen</translation>
</message>
<message>
<source>none proposed yet</source>
<translation type="unfinished">noch keine vorgeschlagen</translation>
</message>
<message>
<source>{count} late</source>
<translation type="unfinished">{count} verspätet</translation>
</message>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} weitere</translation>
</message>
<message>
<source>{count} wait for a yes</source>
<translation type="unfinished">{count} warten auf ein Ja</translation>
</message>
</context>
<context>
<name>CrashBar</name>
<message>
<source>Hide</source>
<translation type="unfinished">Verbergen</translation>
</message>
<message>
<source>Open the window anew</source>
<translation type="unfinished">Das Fenster neu öffnen</translation>
</message>
<message>
<source>Show the report</source>
<translation type="unfinished">Den Bericht zeigen</translation>
</message>
<message>
<source>Something went wrong inside. The record is whole. If the window looks wrong, open it anew: nothing that was saved is lost. The report holds nobody's words.</source>
<translation type="unfinished">Innen ging etwas schief. Die Aufzeichnung ist heil. Sieht das Fenster verkehrt aus, neu öffnen: nichts Gespeichertes geht verloren. Der Bericht enthält niemandes Worte.</translation>
</message>
<message>
<source>The last time, the window ended without being closed. Everything that said it was saved is here; what was half typed is where you left it.</source>
<translation type="unfinished">Beim letzten Mal endete das Fenster, ohne geschlossen zu werden. Alles, was sich als gespeichert meldete, ist hier; halb Getipptes ist, wo Sie es ließen.</translation>
</message>
</context>
<context>
<name>CustomersRoom</name>
<message>
<source>Nothing to judge</source>
<translation type="unfinished">Nichts zu beurteilen</translation>
</message>
<message>
<source>Reports of customers</source>
<translation type="unfinished">Kundenmeldungen</translation>
</message>
<message>
<source>What customers report comes up here by itself.</source>
<translation type="unfinished">Was Kunden melden, erscheint hier von selbst.</translation>
</message>
</context>
<context>
<name>DecideDialog</name>
<message>
<source>A way back</source>
<translation type="unfinished">Ein Rückweg</translation>
</message>
<message>
<source>An objection stops nothing; it stands beside the decision</source>
<translation type="unfinished">Ein Einspruch hält nichts auf; er steht neben der Entscheidung</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Decided by</source>
<translation type="unfinished">Entschieden von</translation>
</message>
<message>
<source>If somebody else decided: who</source>
<translation type="unfinished">Wenn jemand anderes entschied: wer</translation>
</message>
<message>
<source>Instead of what</source>
<translation type="unfinished">Statt wovon</translation>
</message>
<message>
<source>Look at it again in</source>
<translation type="unfinished">Noch einmal ansehen in</translation>
</message>
<message>
<source>Replay the binary logs: some hours longer</source>
<translation type="unfinished">Die Binärlogs nachspielen: einige Stunden länger</translation>
</message>
<message>
<source>Restore from the 17:20 snapshot</source>
<translation type="unfinished">Aus dem Abbild von 17:20 wiederherstellen</translation>
</message>
<message>
<source>Strong objection?</source>
<translation type="unfinished">Starker Einspruch?</translation>
</message>
<message>
<source>The dump of 18:00 is empty</source>
<translation type="unfinished">Der Abzug von 18:00 ist leer</translation>
</message>
<message>
<source>What is decided</source>
<translation type="unfinished">Was entschieden wird</translation>
</message>
<message>
<source>What they object</source>
<translation type="unfinished">Was sie einwenden</translation>
</message>
<message>
<source>Who</source>
<translation type="unfinished">Wer</translation>
</message>
<message>
<source>Why</source>
<translation type="unfinished">Warum</translation>
</message>
<message>
<source>Write down a decision</source>
<translation type="unfinished">Eine Entscheidung notieren</translation>
</message>
<message>
<source>Write it down</source>
<translation type="unfinished">Notieren</translation>
</message>
<message>
<source>ask it aloud: who cannot live with this?</source>
<translation type="unfinished">laut fragen: wer kann damit nicht leben?</translation>
</message>
<message>
<source>asked: none</source>
<translation type="unfinished">gefragt: keiner</translation>
</message>
<message>
<source>can be undone</source>
<translation type="unfinished">lässt sich rückgängig machen</translation>
</message>
<message>
<source>no way back</source>
<translation type="unfinished">kein Rückweg</translation>
</message>
<message>
<source>not again</source>
<translation type="unfinished">nicht noch einmal</translation>
</message>
<message>
<source>not asked</source>
<translation type="unfinished">nicht gefragt</translation>
</message>
<message>
<source>not known</source>
<translation type="unfinished">nicht bekannt</translation>
</message>
<message>
<source>somebody objects</source>
<translation type="unfinished">jemand erhebt Einspruch</translation>
</message>
</context>
<context>
<name>Declare</name>
<message>
<source>Pushes fail for many</source>
<translation type="unfinished">Pushes scheitern für viele</translation>
</message>
<message>
<source>What does it do to customers?</source>
<translation type="unfinished">Was macht es mit Kunden?</translation>
</message>
<message>
<source>What is wrong?</source>
<translation type="unfinished">Was ist verkehrt?</translation>
</message>
<message>
<source>When did it start?</source>
<translation type="unfinished">Wann begann es?</translation>
</message>
<message>
<source>Which services?</source>
<translation type="unfinished">Welche Dienste?</translation>
</message>
<message>
<source>in words a customer would use</source>
<translation type="unfinished">in Worten, die ein Kunde benutzen würde</translation>
</message>
<message>
<source>keys 1 to 4; Alt+1 to 4 while typing</source>
<translation type="unfinished">Tasten 1 bis 4; Alt+1 bis 4 beim Tippen</translation>
</message>
<message>
<source>optional; keys 1 to 9</source>
<translation type="unfinished">freiwillig; Tasten 1 bis 9</translation>
</message>
</context>
<context>
<name>DeclareDialog</name>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Declare incident</source>
<translation type="unfinished">Vorfall ausrufen</translation>
</message>
<message>
<source>Declare it first, or close it: what you typed here is kept nowhere</source>
<translation type="unfinished">Erst ausrufen oder schließen: was Sie hier getippt haben, wird nirgends aufbewahrt</translation>
</message>
<message>
<source>Declare {severity}</source>
<translation type="unfinished">{severity} ausrufen</translation>
</message>
<message>
<source>Declare, severity later</source>
<translation type="unfinished">Ausrufen, Schweregrad später</translation>
</message>
<message>
<source>Keep as draft</source>
<translation type="unfinished">Als Entwurf behalten</translation>
</message>
<message>
<source>Not declared: {reason}</source>
<translation type="unfinished">Nicht ausgerufen: {reason}</translation>
</message>
<message>
<source>Open for {seconds} s</source>
<translation type="unfinished">Öffnen für {seconds} s</translation>
</message>
<message>
<source>When did it start?</source>
<translation type="unfinished">Wann begann es?</translation>
</message>
<message>
<source>Works with no network: saved on this disk first</source>
<translation type="unfinished">Geht ohne Netz: zuerst auf dieser Platte gespeichert</translation>
</message>
</context>
<context>
<name>DemoBar</name>
<message>
<source>As fast as it goes</source>
<translation type="unfinished">So schnell es geht</translation>
</message>
<message>
<source>Demo</source>
<translation type="unfinished">Demo</translation>
</message>
<message>
<source>Go on</source>
<translation type="unfinished">Weiter</translation>
</message>
<message>
<source>How far the demo is</source>
<translation type="unfinished">Wie weit die Demo ist</translation>
</message>
<message>
<source>How many times faster</source>
<translation type="unfinished">Wie viel schneller</translation>
</message>
<message>
<source>Next event</source>
<translation type="unfinished">Nächstes Ereignis</translation>
</message>
<message>
<source>Pause</source>
<translation type="unfinished">Pause</translation>
</message>
<message>
<source>The demo is over; the board is yours</source>
<translation type="unfinished">Die Demo ist vorbei; die Tafel gehört Ihnen</translation>
</message>
<message>
<source>passed over, because they were done already: {count}</source>
<translation type="unfinished">übergangen, weil schon getan: {count}</translation>
</message>
<message>
<source>{done} of {total} steps</source>
<translation type="unfinished">{done} von {total} Schritten</translation>
</message>
<message>
<source>{times} times as fast</source>
<translation type="unfinished">{times}-mal so schnell</translation>
</message>
</context>
<context>
<name>DemoCard</name>
<message>
<source>1 minute</source>
<translation type="unfinished">1 Minute</translation>
</message>
<message>
<source>A real incident, played at 60 times its speed in a window of its own. You may press everything; nothing leaves this computer, and your own record stays as it is.</source>
<translation type="unfinished">Ein echter Vorfall, 60-mal so schnell gespielt, in einem eigenen Fenster. Alles darf gedrückt werden; nichts verlässt diesen Rechner, und die eigene Aufzeichnung bleibt, wie sie ist.</translation>
</message>
<message>
<source>It opens in a window of its own; close that to come back here.</source>
<translation type="unfinished">Sie öffnet sich in einem eigenen Fenster; jenes schließen, um hierher zurückzukommen.</translation>
</message>
<message>
<source>Look at a demo</source>
<translation type="unfinished">Eine Demo ansehen</translation>
</message>
<message>
<source>Which incident</source>
<translation type="unfinished">Welcher Vorfall</translation>
</message>
<message>
<source>{count} minutes</source>
<translation type="unfinished">{count} Minuten</translation>
</message>
</context>
<context>
<name>Dialog</name>
<message>
<source>Close (Esc)</source>
<translation type="unfinished">Schließen (Esc)</translation>
</message>
<message>
<source>as you left it</source>
<translation type="unfinished">wie Sie es verließen</translation>
</message>
</context>
<context>
<name>DialogLines</name>
<message>
<source>adopted by {name}</source>
<translation type="unfinished">übernommen von {name}</translation>
</message>
</context>
<context>
<name>DiskPage</name>
<message>
<source>1 kept</source>
<translation type="unfinished">1 eingehalten</translation>
</message>
<message>
<source>Every entry is as it was written.</source>
<translation type="unfinished">Jeder Eintrag ist, wie er geschrieben wurde.</translation>
</message>
<message>
<source>None yet; the window takes one every hour</source>
<translation type="unfinished">Noch keine; das Fenster macht stündlich eine</translation>
</message>
<message>
<source>To put a backup in place, close the window and run: {command}</source>
<translation type="unfinished">Um eine Sicherung einzusetzen, das Fenster schließen und ausführen: {command}</translation>
</message>
<message>
<source>What this desk needs</source>
<translation type="unfinished">Was dieser Platz braucht</translation>
</message>
<message>
<source>looked at when this page is opened</source>
<translation type="unfinished">angesehen, wenn diese Seite aufgeht</translation>
</message>
<message>
<source>{count} kept</source>
<translation type="unfinished">{count} gehalten</translation>
</message>
<message>
<source>{count}, the newest {name}</source>
<translation type="unfinished">{count}, der neueste {name}</translation>
</message>
</context>
<context>
<name>Dots</name>
<message>
<source>Step {at} of {count}</source>
<translation type="unfinished">Schritt {at} von {count}</translation>
</message>
</context>
<context>
<name>DraftEdit</name>
<message>
<source>A message has at most {limit} KiB; what you paste would make it longer.</source>
<translation type="unfinished">Eine Mitteilung hat höchstens {limit} KiB; mit dem Eingefügten wäre sie länger.</translation>
</message>
</context>
<context>
<name>DraftingCentre</name>
<message>
<source>A message is written once, for each of its channels, by as many as like to.</source>
<translation type="unfinished">Eine Mitteilung wird einmal geschrieben, für jeden ihrer Kanäle, von so vielen wie mögen.</translation>
</message>
<message>
<source>Checks</source>
<translation type="unfinished">Prüfungen</translation>
</message>
<message>
<source>Draft the holding statement</source>
<translation type="unfinished">Die Erstmeldung entwerfen</translation>
</message>
<message>
<source>Everything written is out</source>
<translation type="unfinished">Alles Geschriebene ist draußen</translation>
</message>
<message>
<source>Facts to draw on</source>
<translation type="unfinished">Tatsachen als Grundlage</translation>
</message>
<message>
<source>Messages</source>
<translation type="unfinished">Mitteilungen</translation>
</message>
<message>
<source>New message…</source>
<translation type="unfinished">Neue Mitteilung…</translation>
</message>
<message>
<source>None on the sheet yet: /fact says one</source>
<translation type="unfinished">Noch keine auf dem Blatt: /fact sagt eine</translation>
</message>
<message>
<source>Nothing sent yet</source>
<translation type="unfinished">Noch nichts gesendet</translation>
</message>
<message>
<source>Write the next update</source>
<translation type="unfinished">Die nächste Nachricht schreiben</translation>
</message>
<message>
<source>believed</source>
<translation type="unfinished">geglaubt</translation>
</message>
<message>
<source>confirmed</source>
<translation type="unfinished">bestätigt</translation>
</message>
<message>
<source>says the next at {clock}</source>
<translation type="unfinished">nennt die nächste um {clock}</translation>
</message>
</context>
<context>
<name>DraftingPanel</name>
<message>
<source>All {count}</source>
<translation type="unfinished">Alle {count}</translation>
</message>
<message>
<source>Another…</source>
<translation type="unfinished">Andere…</translation>
</message>
<message>
<source>Approval</source>
<translation type="unfinished">Freigabe</translation>
</message>
<message>
<source>Draft the holding statement</source>
<translation type="unfinished">Die Erstmeldung entwerfen</translation>
</message>
<message>
<source>Everything written is out</source>
<translation type="unfinished">Alles Geschriebene ist draußen</translation>
</message>
<message>
<source>First words first: F8 writes them.</source>
<translation type="unfinished">Erst die ersten Worte: F8 schreibt sie.</translation>
</message>
<message>
<source>Messages</source>
<translation type="unfinished">Mitteilungen</translation>
</message>
<message>
<source>Nothing sent yet</source>
<translation type="unfinished">Noch nichts gesendet</translation>
</message>
<message>
<source>Sent</source>
<translation type="unfinished">Gesendet</translation>
</message>
<message>
<source>The next word goes out by the time above.</source>
<translation type="unfinished">Das nächste Wort geht zur Zeit oben hinaus.</translation>
</message>
<message>
<source>Write the next update</source>
<translation type="unfinished">Die nächste Nachricht schreiben</translation>
</message>
<message>
<source>Write what goes out next</source>
<translation type="unfinished">Schreiben, was als Nächstes hinausgeht</translation>
</message>
</context>
<context>
<name>DuePanel</name>
<message>
<source>Next by the plan</source>
<translation type="unfinished">Als Nächstes nach Plan</translation>
</message>
<message>
<source>Nothing is due: every step with a time is done</source>
<translation type="unfinished">Nichts ist fällig: jeder Schritt mit einer Zeit ist getan</translation>
</message>
<message>
<source>{count} late</source>
<translation type="unfinished">{count} verspätet</translation>
</message>
<message>
<source>{count} more, in the roles</source>
<translation type="unfinished">{count} weitere, in den Rollen</translation>
</message>
<message>
<source>{count} to do</source>
<translation type="unfinished">{count} zu tun</translation>
</message>
</context>
<context>
<name>DueWords</name>
<message>
<source>due now</source>
<translation type="unfinished">jetzt fällig</translation>
</message>
<message>
<source>for {span}</source>
<translation type="unfinished">für {span}</translation>
</message>
<message>
<source>in {span}</source>
<translation type="unfinished">in {span}</translation>
</message>
<message>
<source>just now</source>
<translation type="unfinished">gerade eben</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">{span} zu spät</translation>
</message>
</context>
<context>
<name>DutyHandoverDialog</name>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Hand over</source>
<translation type="unfinished">Übergeben</translation>
</message>
<message>
<source>Hand over the shift</source>
<translation type="unfinished">Die Schicht übergeben</translation>
</message>
<message>
<source>It stands in the duty log, and the next shift begins with it</source>
<translation type="unfinished">Es steht im Dienstbuch, und die nächste Schicht beginnt damit</translation>
</message>
<message>
<source>What they must know</source>
<translation type="unfinished">Was sie wissen müssen</translation>
</message>
<message>
<source>Who is on duty next?</source>
<translation type="unfinished">Wer hat als Nächstes Dienst?</translation>
</message>
<message>
<source>filled from the log of this shift and from what is planned</source>
<translation type="unfinished">gefüllt aus dem Buch dieser Schicht und aus dem, was geplant ist</translation>
</message>
</context>
<context>
<name>DutyLogPanel</name>
<message>
<source>1 line</source>
<translation type="unfinished">1 Zeile</translation>
</message>
<message>
<source>Duty log</source>
<translation type="unfinished">Dienstbuch</translation>
</message>
<message>
<source>Hand over the shift…</source>
<translation type="unfinished">Die Schicht übergeben…</translation>
</message>
<message>
<source>Note something in the duty log</source>
<translation type="unfinished">Etwas ins Dienstbuch notieren</translation>
</message>
<message>
<source>Nothing was noted yet</source>
<translation type="unfinished">Noch wurde nichts notiert</translation>
</message>
<message>
<source>That needs an incident: declare one first (Ctrl+D).</source>
<translation type="unfinished">Das braucht einen Vorfall: erst einen ausrufen (Ctrl+D).</translation>
</message>
<message>
<source>The duty log</source>
<translation type="unfinished">Das Dienstbuch</translation>
</message>
<message>
<source>Type what you notice and press Enter; it belongs to no incident yet</source>
<translation type="unfinished">Tippen, was Ihnen auffällt, und Enter drücken; es gehört noch zu keinem Vorfall</translation>
</message>
<message>
<source>What is noted here goes into the next handover, and an incident can adopt it with its times</source>
<translation type="unfinished">Was hier notiert wird, geht in die nächste Übergabe, und ein Vorfall kann es mit seinen Zeiten übernehmen</translation>
</message>
<message>
<source>Write the first line</source>
<translation type="unfinished">Die erste Zeile schreiben</translation>
</message>
<message>
<source>{count} lines</source>
<translation type="unfinished">{count} Zeilen</translation>
</message>
<message>
<source>{lines} in the last 12 h</source>
<translation type="unfinished">{lines} in den letzten 12 h</translation>
</message>
<message>
<source>{lines} in this shift, since {clock}</source>
<translation type="unfinished">{lines} in dieser Schicht, seit {clock}</translation>
</message>
</context>
<context>
<name>ElsewhereWords</name>
<message>
<source>Also in {count} others: {numbers}</source>
<translation type="unfinished">Auch in {count} anderen: {numbers}</translation>
</message>
<message>
<source>Also in {number}: {parts}</source>
<translation type="unfinished">Auch in {number}: {parts}</translation>
</message>
<message>
<source>also in {numbers}</source>
<translation type="unfinished">auch in {numbers}</translation>
</message>
<message>
<source>also {parts} in {number}</source>
<translation type="unfinished">auch {parts} in {number}</translation>
</message>
<message>
<source>{number} {title}: {parts}</source>
<translation type="unfinished">{number} {title}: {parts}</translation>
</message>
<message>
<source>{words} (restricted: not for every ear)</source>
<translation type="unfinished">{words} (eingeschränkt: nicht für jedes Ohr)</translation>
</message>
</context>
<context>
<name>EnquiryCard</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>Answered</source>
<translation type="unfinished">Beantwortet</translation>
</message>
<message>
<source>Answered {clock} by {name}: {words}</source>
<translation type="unfinished">Beantwortet {clock} von {name}: {words}</translation>
</message>
<message>
<source>Approve the line</source>
<translation type="unfinished">Die Zeile freigeben</translation>
</message>
<message>
<source>Enquiry {number}</source>
<translation type="unfinished">Anfrage {number}</translation>
</message>
<message>
<source>I answer it</source>
<translation type="unfinished">Ich beantworte es</translation>
</message>
<message>
<source>No answer</source>
<translation type="unfinished">Keine Antwort</translation>
</message>
<message>
<source>Prepared answers</source>
<translation type="unfinished">Vorbereitete Antworten</translation>
</message>
<message>
<source>Put off</source>
<translation type="unfinished">Aufschieben</translation>
</message>
<message>
<source>Say first what was answered</source>
<translation type="unfinished">Erst sagen, was geantwortet wurde</translation>
</message>
<message>
<source>Say first why it gets no answer</source>
<translation type="unfinished">Erst sagen, warum es keine Antwort bekommt</translation>
</message>
<message>
<source>They were told fact {number}, which is withdrawn: “{words}”</source>
<translation type="unfinished">Ihnen wurde Tatsache {number} gesagt, die zurückgezogen ist: „{words}“</translation>
</message>
<message>
<source>Two desks answered at once: say which answer holds by giving one more</source>
<translation type="unfinished">Zwei Plätze antworteten zugleich: durch eine weitere Antwort sagen, welche gilt</translation>
</message>
<message>
<source>Until when they wait</source>
<translation type="unfinished">Bis wann sie warten</translation>
</message>
<message>
<source>Waits until</source>
<translation type="unfinished">Wartet bis</translation>
</message>
<message>
<source>What is answered stands word for word in the timeline</source>
<translation type="unfinished">Was geantwortet wird, steht Wort für Wort im Verlauf</translation>
</message>
<message>
<source>What they are answered</source>
<translation type="unfinished">Was ihnen geantwortet wird</translation>
</message>
<message>
<source>What they are answered, word for word</source>
<translation type="unfinished">Was ihnen geantwortet wird, Wort für Wort</translation>
</message>
<message>
<source>from the plan, with what is known now</source>
<translation type="unfinished">aus dem Plan, mit dem, was jetzt bekannt ist</translation>
</message>
<message>
<source>may be given</source>
<translation type="unfinished">darf gegeben werden</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">niemand</translation>
</message>
<message>
<source>waits until {clock}</source>
<translation type="unfinished">wartet bis {clock}</translation>
</message>
<message>
<source>{name} answers</source>
<translation type="unfinished">{name} antwortet</translation>
</message>
</context>
<context>
<name>EnquiryDialog</name>
<message>
<source>A name, or “me”; nobody yet if empty</source>
<translation type="unfinished">Ein Name oder „me“; leer heißt noch niemand</translation>
</message>
<message>
<source>A number or an address</source>
<translation type="unfinished">Eine Nummer oder eine Adresse</translation>
</message>
<message>
<source>Answers</source>
<translation type="unfinished">Antworten</translation>
</message>
<message>
<source>Asked</source>
<translation type="unfinished">Gefragt</translation>
</message>
<message>
<source>Daily News, the board, the regulator</source>
<translation type="unfinished">Tageszeitung, Vorstand, Aufsicht</translation>
</message>
<message>
<source>For whom</source>
<translation type="unfinished">Für wen</translation>
</message>
<message>
<source>How to reach them</source>
<translation type="unfinished">Wie sie zu erreichen sind</translation>
</message>
<message>
<source>Jo Lee</source>
<translation type="unfinished">Jo Lee</translation>
</message>
<message>
<source>Name</source>
<translation type="unfinished">Name</translation>
</message>
<message>
<source>Reach</source>
<translation type="unfinished">Erreichbar</translation>
</message>
<message>
<source>Somebody outside asks</source>
<translation type="unfinished">Jemand draußen fragt</translation>
</message>
<message>
<source>The same by keys: /enquiry, who asks and what</source>
<translation type="unfinished">Dasselbe mit Tasten: /enquiry, wer fragt und was</translation>
</message>
<message>
<source>Until when they wait</source>
<translation type="unfinished">Bis wann sie warten</translation>
</message>
<message>
<source>Until when, and who answers?</source>
<translation type="unfinished">Bis wann, und wer antwortet?</translation>
</message>
<message>
<source>Waits until</source>
<translation type="unfinished">Wartet bis</translation>
</message>
<message>
<source>What do they ask?</source>
<translation type="unfinished">Was fragen sie?</translation>
</message>
<message>
<source>What they ask, in their words</source>
<translation type="unfinished">Was sie fragen, in ihren Worten</translation>
</message>
<message>
<source>Who answers</source>
<translation type="unfinished">Wer antwortet</translation>
</message>
<message>
<source>Who asks</source>
<translation type="unfinished">Wer fragt</translation>
</message>
<message>
<source>Who asks?</source>
<translation type="unfinished">Wer fragt?</translation>
</message>
<message>
<source>Write it down</source>
<translation type="unfinished">Notieren</translation>
</message>
<message>
<source>in their words</source>
<translation type="unfinished">in ihren Worten</translation>
</message>
</context>
<context>
<name>Erase</name>
<message>
<source>Somebody else of this home than who asked. A new name makes a new person.</source>
<translation type="unfinished">Jemand anderes dieser Ablage als wer darum bat. Ein neuer Name macht eine neue Person.</translation>
</message>
<message>
<source>Who confirms</source>
<translation type="unfinished">Wer bestätigt</translation>
</message>
<message>
<source>Who confirms?</source>
<translation type="unfinished">Wer bestätigt?</translation>
</message>
<message>
<source>Why must it go?</source>
<translation type="unfinished">Warum muss es weg?</translation>
</message>
<message>
<source>a password, a patient's name; the reason stays on the record</source>
<translation type="unfinished">ein Passwort, der Name eines Patienten; der Grund bleibt in der Aufzeichnung</translation>
</message>
</context>
<context>
<name>EraseDialog</name>
<message>
<source>Ask to erase</source>
<translation type="unfinished">Um Löschung bitten</translation>
</message>
<message>
<source>Asked by {names}</source>
<translation type="unfinished">Gefragt von {names}</translation>
</message>
<message>
<source>Erase for good</source>
<translation type="unfinished">Endgültig löschen</translation>
</message>
<message>
<source>Erase the words of a line</source>
<translation type="unfinished">Die Worte einer Zeile löschen</translation>
</message>
<message>
<source>Once a second person confirms, the words leave every file of this home for good.</source>
<translation type="unfinished">Sobald eine zweite Person bestätigt, verlassen die Worte jede Datei dieser Ablage für immer.</translation>
</message>
<message>
<source>Say who confirms: somebody else than who asked.</source>
<translation type="unfinished">Sagen, wer bestätigt: jemand anderes als wer darum bat.</translation>
</message>
<message>
<source>That there was a line, by whom and when, stays; the chain holds</source>
<translation type="unfinished">Dass es eine Zeile gab, von wem und wann, bleibt; die Kette hält</translation>
</message>
<message>
<source>The words leave every file of this home. A second person of this home confirms it.</source>
<translation type="unfinished">Die Worte verlassen jede Datei dieser Ablage. Eine zweite Person dieser Ablage bestätigt es.</translation>
</message>
<message>
<source>{name} asked for it; somebody else confirms.</source>
<translation type="unfinished">{name} bat darum; jemand anderes bestätigt.</translation>
</message>
</context>
<context>
<name>EvidenceDialog</name>
<message>
<source>A file or a picture</source>
<translation type="unfinished">Eine Datei oder ein Bild</translation>
</message>
<message>
<source>Add</source>
<translation type="unfinished">Hinzufügen</translation>
</message>
<message>
<source>Add a piece of evidence</source>
<translation type="unfinished">Einen Beleg hinzufügen</translation>
</message>
<message>
<source>Add it (Ctrl+Enter)</source>
<translation type="unfinished">Hinzufügen (Ctrl+Enter)</translation>
</message>
<message>
<source>Ctrl+Enter adds it; pasted lines stay as they are</source>
<translation type="unfinished">Ctrl+Enter fügt hinzu; Eingefügtes bleibt, wie es ist</translation>
</message>
<message>
<source>How much it is trusted</source>
<translation type="unfinished">Wie weit ihm zu trauen ist</translation>
</message>
<message>
<source>Lag rose in steps, each when a batch ran</source>
<translation type="unfinished">Der Rückstand stieg in Stufen, jede bei einer Charge</translation>
</message>
<message>
<source>Only those who work on investigation {letter} read it until it opens</source>
<translation type="unfinished">Nur wer an Untersuchung {letter} arbeitet, liest es, bis sie sich öffnet</translation>
</message>
<message>
<source>Speaks against {name}: {words}</source>
<translation type="unfinished">Spricht gegen {name}: {words}</translation>
</message>
<message>
<source>Speaks for {name}: {words}</source>
<translation type="unfinished">Spricht für {name}: {words}</translation>
</message>
<message>
<source>The file is still being read. Add it then, or stop reading it.</source>
<translation type="unfinished">Die Datei wird noch gelesen. Dann hinzufügen, oder das Lesen anhalten.</translation>
</message>
<message>
<source>What it says</source>
<translation type="unfinished">Was es sagt</translation>
</message>
<message>
<source>When it was so</source>
<translation type="unfinished">Wann es so war</translation>
</message>
<message>
<source>Where it comes from</source>
<translation type="unfinished">Woher es kommt</translation>
</message>
<message>
<source>empty: now</source>
<translation type="unfinished">leer: jetzt</translation>
</message>
<message>
<source>from the timeline</source>
<translation type="unfinished">aus dem Verlauf</translation>
</message>
<message>
<source>the log, a query, a picture, a link, who recalls it</source>
<translation type="unfinished">das Log, eine Abfrage, ein Bild, ein Link, wer sich erinnert</translation>
</message>
<message>
<source>up to 64 MiB; sealed with it</source>
<translation type="unfinished">bis zu 64 MiB; mit versiegelt</translation>
</message>
<message>
<source>what speaks against counts by it</source>
<translation type="unfinished">danach zählt, was dagegen spricht</translation>
</message>
</context>
<context>
<name>Exporting</name>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Everybody who gets hold of the file can read it.</source>
<translation type="unfinished">Wer an die Datei kommt, kann sie lesen.</translation>
</message>
<message>
<source>Markdown (*.md)</source>
<translation type="unfinished">Markdown (*.md)</translation>
</message>
<message>
<source>No incident is shown that could be saved.</source>
<translation type="unfinished">Kein Vorfall wird gezeigt, der zu speichern wäre.</translation>
</message>
<message>
<source>Page for a browser (*.html)</source>
<translation type="unfinished">Seite für einen Browser (*.html)</translation>
</message>
<message>
<source>Save the incident</source>
<translation type="unfinished">Den Vorfall speichern</translation>
</message>
<message>
<source>Saved</source>
<translation type="unfinished">Gespeichert</translation>
</message>
<message>
<source>The whole state (*.json)</source>
<translation type="unfinished">Der ganze Stand (*.json)</translation>
</message>
</context>
<context>
<name>FactActions</name>
<message>
<source>Confirm</source>
<translation type="unfinished">Bestätigen</translation>
</message>
<message>
<source>Go to the line it is from</source>
<translation type="unfinished">Zur Zeile, aus der es ist</translation>
</message>
<message>
<source>Open it</source>
<translation type="unfinished">Öffnen</translation>
</message>
<message>
<source>Say it in other words…</source>
<translation type="unfinished">In anderen Worten sagen…</translation>
</message>
<message>
<source>That cannot be done with this fact</source>
<translation type="unfinished">Das geht mit dieser Tatsache nicht</translation>
</message>
<message>
<source>Withdraw…</source>
<translation type="unfinished">Zurückziehen…</translation>
</message>
</context>
<context>
<name>FactCard</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>Confirm</source>
<translation type="unfinished">Bestätigen</translation>
</message>
<message>
<source>Confirmed</source>
<translation type="unfinished">Bestätigt</translation>
</message>
<message>
<source>Contradicts fact {number}: {words}</source>
<translation type="unfinished">Widerspricht Tatsache {number}: {words}</translation>
</message>
<message>
<source>Every word of it stands in the timeline</source>
<translation type="unfinished">Jedes Wort davon steht im Verlauf</translation>
</message>
<message>
<source>Fact {number}</source>
<translation type="unfinished">Tatsache {number}</translation>
</message>
<message>
<source>From a line that is not here</source>
<translation type="unfinished">Aus einer Zeile, die nicht hier ist</translation>
</message>
<message>
<source>How it is known, or why it does not hold</source>
<translation type="unfinished">Woher es bekannt ist, oder warum es nicht gilt</translation>
</message>
<message>
<source>In other words…</source>
<translation type="unfinished">In anderen Worten…</translation>
</message>
<message>
<source>Leave it so</source>
<translation type="unfinished">So lassen</translation>
</message>
<message>
<source>Message {number} told it, by {channels}</source>
<translation type="unfinished">Mitteilung {number} sagte es, über {channels}</translation>
</message>
<message>
<source>Say first why it does not hold</source>
<translation type="unfinished">Erst sagen, warum es nicht gilt</translation>
</message>
<message>
<source>Say first why it may stay</source>
<translation type="unfinished">Erst sagen, warum es bleiben darf</translation>
</message>
<message>
<source>Stated, not confirmed</source>
<translation type="unfinished">Gesagt, nicht bestätigt</translation>
</message>
<message>
<source>This one holds</source>
<translation type="unfinished">Dieser gilt</translation>
</message>
<message>
<source>Two desks said two things of it at once: until somebody says which, nothing relies on it</source>
<translation type="unfinished">Zwei Plätze sagten zugleich zweierlei davon: bis jemand sagt, was gilt, stützt sich nichts darauf</translation>
</message>
<message>
<source>Withdraw</source>
<translation type="unfinished">Zurückziehen</translation>
</message>
<message>
<source>Withdrawn</source>
<translation type="unfinished">Zurückgezogen</translation>
</message>
<message>
<source>Write the correction</source>
<translation type="unfinished">Die Berichtigung schreiben</translation>
</message>
<message>
<source>fact {number} holds instead: {words}</source>
<translation type="unfinished">stattdessen gilt Tatsache {number}: {words}</translation>
</message>
<message>
<source>from {clock} · {name}</source>
<translation type="unfinished">ab {clock} · {name}</translation>
</message>
<message>
<source>{told}; message {number} is written to put it right</source>
<translation type="unfinished">{told}; Mitteilung {number} wird geschrieben, um es richtigzustellen</translation>
</message>
</context>
<context>
<name>FactDialog</name>
<message>
<source>A fact for the sheet</source>
<translation type="unfinished">Eine Tatsache für das Blatt</translation>
</message>
<message>
<source>Fact {number} in other words</source>
<translation type="unfinished">Tatsache {number} in anderen Worten</translation>
</message>
<message>
<source>From the line of {clock}, {name}. If that line is erased, these words are too.</source>
<translation type="unfinished">Aus der Zeile von {clock}, {name}. Wird jene Zeile gelöscht, dann auch diese Worte.</translation>
</message>
<message>
<source>If somebody else says so: who</source>
<translation type="unfinished">Wenn jemand anderes das sagt: wer</translation>
</message>
<message>
<source>In one sentence</source>
<translation type="unfinished">In einem Satz</translation>
</message>
<message>
<source>Is it known?</source>
<translation type="unfinished">Ist es bekannt?</translation>
</message>
<message>
<source>Known since</source>
<translation type="unfinished">Bekannt seit</translation>
</message>
<message>
<source>Make a fact of a line</source>
<translation type="unfinished">Aus einer Zeile eine Tatsache machen</translation>
</message>
<message>
<source>Put it on the sheet</source>
<translation type="unfinished">Auf das Blatt setzen</translation>
</message>
<message>
<source>Says who</source>
<translation type="unfinished">Sagt, wer</translation>
</message>
<message>
<source>Since when it is known</source>
<translation type="unfinished">Seit wann es bekannt ist</translation>
</message>
<message>
<source>Takes the place of fact {number}, which is withdrawn. Messages that used it say so.</source>
<translation type="unfinished">Tritt an die Stelle von Tatsache {number}, die zurückgezogen ist. Mitteilungen, die sie nutzten, sagen es.</translation>
</message>
<message>
<source>The fact, in one sentence</source>
<translation type="unfinished">Die Tatsache, in einem Satz</translation>
</message>
<message>
<source>The same by keys: /since, /who, /safe, /doing, /back and the sentence</source>
<translation type="unfinished">Dasselbe mit Tasten: /since, /who, /safe, /doing, /back und der Satz</translation>
</message>
<message>
<source>What does it answer?</source>
<translation type="unfinished">Was beantwortet es?</translation>
</message>
<message>
<source>as it may be read outside</source>
<translation type="unfinished">wie es draußen gelesen werden darf</translation>
</message>
<message>
<source>believed, not confirmed</source>
<translation type="unfinished">geglaubt, nicht bestätigt</translation>
</message>
<message>
<source>known: it is confirmed</source>
<translation type="unfinished">bekannt: es ist bestätigt</translation>
</message>
</context>
<context>
<name>FactWords</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>Back</source>
<translation type="unfinished">Zurück</translation>
</message>
<message>
<source>Back by 12:00 UTC</source>
<translation type="unfinished">Zurück bis 12:00 UTC</translation>
</message>
<message>
<source>Doing</source>
<translation type="unfinished">Tun</translation>
</message>
<message>
<source>Everybody who uses the website</source>
<translation type="unfinished">Alle, die die Website nutzen</translation>
</message>
<message>
<source>Fact {number}, {field}: {words}. {state}</source>
<translation type="unfinished">Tatsache {number}, {field}: {words}. {state}</translation>
</message>
<message>
<source>Meanwhile</source>
<translation type="unfinished">Inzwischen</translation>
</message>
<message>
<source>Other</source>
<translation type="unfinished">Andere</translation>
</message>
<message>
<source>Repositories and wikis are safe</source>
<translation type="unfinished">Repositories und Wikis sind sicher</translation>
</message>
<message>
<source>Safe</source>
<translation type="unfinished">Sicher</translation>
</message>
<message>
<source>Since</source>
<translation type="unfinished">Seit</translation>
</message>
<message>
<source>Since when?</source>
<translation type="unfinished">Seit wann?</translation>
</message>
<message>
<source>Site offline since 23:28 UTC</source>
<translation type="unfinished">Site seit 23:28 UTC nicht erreichbar</translation>
</message>
<message>
<source>The copy is six hours old</source>
<translation type="unfinished">Die Kopie ist sechs Stunden alt</translation>
</message>
<message>
<source>The main database was emptied</source>
<translation type="unfinished">Die Hauptdatenbank wurde geleert</translation>
</message>
<message>
<source>We restore a copy of 17:20 UTC</source>
<translation type="unfinished">Wir stellen eine Kopie von 17:20 UTC wieder her</translation>
</message>
<message>
<source>What</source>
<translation type="unfinished">Was</translation>
</message>
<message>
<source>What can people do meanwhile?</source>
<translation type="unfinished">Was können die Leute inzwischen tun?</translation>
</message>
<message>
<source>What do we do?</source>
<translation type="unfinished">Was tun wir?</translation>
</message>
<message>
<source>What else is known?</source>
<translation type="unfinished">Was ist sonst bekannt?</translation>
</message>
<message>
<source>What happened?</source>
<translation type="unfinished">Was ist geschehen?</translation>
</message>
<message>
<source>What works, what is safe?</source>
<translation type="unfinished">Was geht, was ist sicher?</translation>
</message>
<message>
<source>When is it back?</source>
<translation type="unfinished">Wann ist es zurück?</translation>
</message>
<message>
<source>Who</source>
<translation type="unfinished">Wer</translation>
</message>
<message>
<source>Who is affected?</source>
<translation type="unfinished">Wer ist betroffen?</translation>
</message>
<message>
<source>Work goes on in your own copy</source>
<translation type="unfinished">Die Arbeit in Ihrer eigenen Kopie geht weiter</translation>
</message>
<message>
<source>against {number}</source>
<translation type="unfinished">gegen {number}</translation>
</message>
<message>
<source>believed, not confirmed</source>
<translation type="unfinished">geglaubt, nicht bestätigt</translation>
</message>
<message>
<source>confirmed</source>
<translation type="unfinished">bestätigt</translation>
</message>
<message>
<source>drafted in {number}</source>
<translation type="unfinished">entworfen in {number}</translation>
</message>
<message>
<source>its line was corrected</source>
<translation type="unfinished">seine Zeile wurde berichtigt</translation>
</message>
<message>
<source>its line was erased</source>
<translation type="unfinished">seine Zeile wurde gelöscht</translation>
</message>
<message>
<source>its line was taken back</source>
<translation type="unfinished">seine Zeile wurde zurückgenommen</translation>
</message>
<message>
<source>not confirmed</source>
<translation type="unfinished">nicht bestätigt</translation>
</message>
<message>
<source>told in {number}</source>
<translation type="unfinished">gesagt in {number}</translation>
</message>
<message>
<source>two answers</source>
<translation type="unfinished">zwei Antworten</translation>
</message>
<message>
<source>withdrawn</source>
<translation type="unfinished">zurückgezogen</translation>
</message>
</context>
<context>
<name>FactorDialog</name>
<message>
<source>Class</source>
<translation type="unfinished">Klasse</translation>
</message>
<message>
<source>E9, E11</source>
<translation type="unfinished">E9, E11</translation>
</message>
<message>
<source>No class</source>
<translation type="unfinished">Keine Klasse</translation>
</message>
<message>
<source>Only those who work on this investigation read it until it opens</source>
<translation type="unfinished">Nur wer an dieser Untersuchung arbeitet, liest es, bis sie sich öffnet</translation>
</message>
<message>
<source>Propose</source>
<translation type="unfinished">Vorschlagen</translation>
</message>
<message>
<source>Propose a contributing factor</source>
<translation type="unfinished">Einen beitragenden Faktor vorschlagen</translation>
</message>
<message>
<source>The account delete had no limit on writes</source>
<translation type="unfinished">Das Löschen des Kontos hatte keine Grenze für Schreibzugriffe</translation>
</message>
<message>
<source>The evidence for it</source>
<translation type="unfinished">Der Beleg dafür</translation>
</message>
<message>
<source>What contributed</source>
<translation type="unfinished">Was beitrug</translation>
</message>
<message>
<source>What it did</source>
<translation type="unfinished">Was sie bewirkte</translation>
</message>
<message>
<source>by name, with commas between</source>
<translation type="unfinished">mit Namen, durch Kommas getrennt</translation>
</message>
<message>
<source>by the list of the plan</source>
<translation type="unfinished">nach der Liste des Plans</translation>
</message>
<message>
<source>there are always several</source>
<translation type="unfinished">es ist immer mehreres</translation>
</message>
</context>
<context>
<name>FactorsPanel</name>
<message>
<source>Contributing factors, proposed</source>
<translation type="unfinished">Beitragende Faktoren, vorgeschlagen</translation>
</message>
<message>
<source>Factor</source>
<translation type="unfinished">Faktor</translation>
</message>
<message>
<source>What contributed? There are always several.</source>
<translation type="unfinished">Was trug bei? Es ist immer mehreres.</translation>
</message>
<message>
<source>no evidence</source>
<translation type="unfinished">kein Beleg</translation>
</message>
</context>
<context>
<name>FactsPanel</name>
<message>
<source>A fact: first what it answers, then the sentence</source>
<translation type="unfinished">Eine Tatsache: erst was sie beantwortet, dann der Satz</translation>
</message>
<message>
<source>Add a fact</source>
<translation type="unfinished">Eine Tatsache hinzufügen</translation>
</message>
<message>
<source>Facts sheet</source>
<translation type="unfinished">Faktenblatt</translation>
</message>
<message>
<source>Fewer</source>
<translation type="unfinished">Weniger</translation>
</message>
<message>
<source>Nothing yet. Every message is made of what stands here: one sentence for each thing that is known.</source>
<translation type="unfinished">Noch nichts. Jede Mitteilung entsteht aus dem, was hier steht: ein Satz für jedes Bekannte.</translation>
</message>
<message>
<source>The whole form</source>
<translation type="unfinished">Das ganze Formular</translation>
</message>
<message>
<source>every variant draws on these</source>
<translation type="unfinished">jede Fassung schöpft daraus</translation>
</message>
<message>
<source>since Site offline since 23:28 UTC</source>
<translation type="unfinished">seit Site seit 23:28 UTC nicht erreichbar</translation>
</message>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} weitere</translation>
</message>
<message>
<source>{count} to settle</source>
<translation type="unfinished">{count} zu klären</translation>
</message>
<message>
<source>{count} withdrawn</source>
<translation type="unfinished">{count} zurückgezogen</translation>
</message>
</context>
<context>
<name>FaultsPanel</name>
<message>
<source>Go there</source>
<translation type="unfinished">Dorthin</translation>
</message>
<message>
<source>Line {line}, column {column}</source>
<translation type="unfinished">Zeile {line}, Spalte {column}</translation>
</message>
<message>
<source>Next (F8)</source>
<translation type="unfinished">Weiter (F8)</translation>
</message>
<message>
<source>The whole text</source>
<translation type="unfinished">Der ganze Text</translation>
</message>
<message>
<source>Write spaces</source>
<translation type="unfinished">Leerzeichen schreiben</translation>
</message>
<message>
<source>Write “{mend}”</source>
<translation type="unfinished">„{mend}“ schreiben</translation>
</message>
<message>
<source>the only mistake</source>
<translation type="unfinished">der einzige Fehler</translation>
</message>
<message>
<source>{number} of {count}</source>
<translation type="unfinished">{number} von {count}</translation>
</message>
</context>
<context>
<name>FileCard</name>
<message>
<source>Fetch it now</source>
<translation type="unfinished">Jetzt holen</translation>
</message>
<message>
<source>It is not shown here; it can be opened or saved</source>
<translation type="unfinished">Es wird hier nicht gezeigt; es lässt sich öffnen oder speichern</translation>
</message>
<message>
<source>Open</source>
<translation type="unfinished">Öffnen</translation>
</message>
<message>
<source>Open the file (Ctrl+O)</source>
<translation type="unfinished">Die Datei öffnen (Ctrl+O)</translation>
</message>
<message>
<source>Save as…</source>
<translation type="unfinished">Speichern als…</translation>
</message>
<message>
<source>Save the file as… (Ctrl+S)</source>
<translation type="unfinished">Die Datei speichern als… (Ctrl+S)</translation>
</message>
</context>
<context>
<name>FileField</name>
<message>
<source>Another file is being read; stop that first.</source>
<translation type="unfinished">Eine andere Datei wird gelesen; erst diese anhalten.</translation>
</message>
<message>
<source>Choose a file or a picture</source>
<translation type="unfinished">Eine Datei oder ein Bild wählen</translation>
</message>
<message>
<source>Choose a file…</source>
<translation type="unfinished">Eine Datei wählen…</translation>
</message>
<message>
<source>Leave the file out</source>
<translation type="unfinished">Die Datei weglassen</translation>
</message>
<message>
<source>None yet</source>
<translation type="unfinished">Noch keine</translation>
</message>
<message>
<source>One piece of evidence has one file; {count} were given. Add them one after the other.</source>
<translation type="unfinished">Ein Beleg hat eine Datei; {count} wurden gegeben. Nacheinander hinzufügen.</translation>
</message>
<message>
<source>Paste</source>
<translation type="unfinished">Einfügen</translation>
</message>
<message>
<source>Paste a picture or a file</source>
<translation type="unfinished">Ein Bild oder eine Datei einfügen</translation>
</message>
<message>
<source>Picture {moment}.png</source>
<translation type="unfinished">Bild {moment}.png</translation>
</message>
<message>
<source>Reading {name}</source>
<translation type="unfinished">Lese {name}</translation>
</message>
<message>
<source>Stop</source>
<translation type="unfinished">Anhalten</translation>
</message>
<message>
<source>There is no picture and no file on the clipboard.</source>
<translation type="unfinished">In der Zwischenablage ist kein Bild und keine Datei.</translation>
</message>
<message>
<source>Without it</source>
<translation type="unfinished">Ohne es</translation>
</message>
<message>
<source>drop one here, or paste it (Ctrl+V)</source>
<translation type="unfinished">hier fallen lassen oder einfügen (Ctrl+V)</translation>
</message>
<message>
<source>{done} of {count}</source>
<translation type="unfinished">{done} von {count}</translation>
</message>
</context>
<context>
<name>Files</name>
<message>
<source>1 file is not here yet</source>
<translation type="unfinished">1 Datei ist noch nicht hier</translation>
</message>
<message>
<source>1 file is not shared yet</source>
<translation type="unfinished">1 Datei ist noch nicht geteilt</translation>
</message>
<message>
<source>File</source>
<translation type="unfinished">Datei</translation>
</message>
<message>
<source>Picture</source>
<translation type="unfinished">Bild</translation>
</message>
<message>
<source>Recording</source>
<translation type="unfinished">Aufnahme</translation>
</message>
<message>
<source>Text</source>
<translation type="unfinished">Text</translation>
</message>
<message>
<source>Video</source>
<translation type="unfinished">Video</translation>
</message>
<message>
<source>came with other bytes, set aside</source>
<translation type="unfinished">kam mit anderen Bytes, beiseitegelegt</translation>
</message>
<message>
<source>could be a program: it is saved, never opened from here</source>
<translation type="unfinished">könnte ein Programm sein: es wird gespeichert, nie von hier geöffnet</translation>
</message>
<message>
<source>not here yet</source>
<translation type="unfinished">noch nicht hier</translation>
</message>
<message>
<source>not shared yet</source>
<translation type="unfinished">noch nicht geteilt</translation>
</message>
<message>
<source>on its way here, {share}</source>
<translation type="unfinished">unterwegs hierher, {share}</translation>
</message>
<message>
<source>on its way to the others, {share}</source>
<translation type="unfinished">unterwegs zu den anderen, {share}</translation>
</message>
<message>
<source>{count} MB</source>
<translation type="unfinished">{count} MB</translation>
</message>
<message>
<source>{count} bytes</source>
<translation type="unfinished">{count} Bytes</translation>
</message>
<message>
<source>{count} files are not here yet</source>
<translation type="unfinished">{count} Dateien sind noch nicht hier</translation>
</message>
<message>
<source>{count} files are not shared yet</source>
<translation type="unfinished">{count} Dateien sind noch nicht geteilt</translation>
</message>
<message>
<source>{count} kB</source>
<translation type="unfinished">{count} kB</translation>
</message>
</context>
<context>
<name>FillRolesLine</name>
<message>
<source>1 role can be filled</source>
<translation type="unfinished">1 Rolle kann besetzt werden</translation>
</message>
<message>
<source>Fill from on call</source>
<translation type="unfinished">Aus der Bereitschaft füllen</translation>
</message>
<message>
<source>Fill the empty roles from on call</source>
<translation type="unfinished">Die leeren Rollen aus der Bereitschaft füllen</translation>
</message>
<message>
<source>{act} (F5): {who}</source>
<translation type="unfinished">{act} (F5): {who}</translation>
</message>
<message>
<source>{count} roles can be filled</source>
<translation type="unfinished">{count} Rollen können besetzt werden</translation>
</message>
</context>
<context>
<name>Filling</name>
<message>
<source>Fill from on call</source>
<translation type="unfinished">Aus der Bereitschaft füllen</translation>
</message>
</context>
<context>
<name>FilterChips</name>
<message>
<source>More filters</source>
<translation type="unfinished">Mehr Filter</translation>
</message>
</context>
<context>
<name>Firmness</name>
<message>
<source>How firm is this order?</source>
<translation type="unfinished">Wie fest ist diese Ordnung?</translation>
</message>
<message>
<source>If {evidence} alone is wrong, {instead} comes before {first}. Trust {trust}: have somebody else read it.</source>
<translation type="unfinished">Wenn {evidence} allein falsch ist, kommt {instead} vor {first}. Vertrauen {trust}: jemand anderen es lesen lassen.</translation>
</message>
<message>
<source>No single piece changes who is first: {first} leads {second} by {by}.</source>
<translation type="unfinished">Kein einzelnes Stück ändert, wer vorn ist: {first} führt vor {second} mit {by}.</translation>
</message>
<message>
<source>Nobody leads: {first} and {second} have as little against them.</source>
<translation type="unfinished">Niemand führt: gegen {first} und {second} spricht gleich wenig.</translation>
</message>
<message>
<source>Settle it: {words}</source>
<translation type="unfinished">Klären: {words}</translation>
</message>
<message>
<source>With two hypotheses and evidence about both, the order says something.</source>
<translation type="unfinished">Mit zwei Hypothesen und Belegen zu beiden sagt die Ordnung etwas.</translation>
</message>
<message>
<source>say it fits</source>
<translation type="unfinished">sagen, es passt</translation>
</message>
<message>
<source>say it speaks against</source>
<translation type="unfinished">sagen, es spricht dagegen</translation>
</message>
<message>
<source>say neither</source>
<translation type="unfinished">sagen, keins von beiden</translation>
</message>
<message>
<source>say not yet</source>
<translation type="unfinished">sagen, noch nicht</translation>
</message>
<message>
<source>says it fits</source>
<translation type="unfinished">sagt, es passt</translation>
</message>
<message>
<source>says it speaks against</source>
<translation type="unfinished">sagt, es spricht dagegen</translation>
</message>
<message>
<source>says neither</source>
<translation type="unfinished">sagt keins von beiden</translation>
</message>
<message>
<source>says not yet</source>
<translation type="unfinished">sagt noch nicht</translation>
</message>
<message>
<source>you</source>
<translation type="unfinished">Sie</translation>
</message>
<message>
<source>{cell}: {said}. It counts for neither until it is settled.</source>
<translation type="unfinished">{cell}: {said}. Sie zählt für keins, bis es geklärt ist.</translation>
</message>
<message>
<source>{count} more differences in the matrix</source>
<translation type="unfinished">{count} weitere Unterschiede in der Matrix</translation>
</message>
<message>
<source>{count} more pieces would turn it.</source>
<translation type="unfinished">{count} weitere Stücke würden es wenden.</translation>
</message>
<message>
<source>{evidence} was trusted differently at once. {said}</source>
<translation type="unfinished">{evidence} wurde zugleich verschieden getraut. {said}</translation>
</message>
<message>
<source>{hypothesis} was named twice at once. {said}</source>
<translation type="unfinished">{hypothesis} wurde zweimal zugleich benannt. {said}</translation>
</message>
<message>
<source>{name} {word}</source>
<translation type="unfinished">{name} {word}</translation>
</message>
<message>
<source>{name}: {word}</source>
<translation type="unfinished">{name}: {word}</translation>
</message>
<message>
<source>{name}: “{words}”</source>
<translation type="unfinished">{name}: „{words}“</translation>
</message>
</context>
<context>
<name>FirstRunDialog</name>
<message>
<source>Chosen at the first start</source>
<translation type="unfinished">Beim ersten Start gewählt</translation>
</message>
<message>
<source>Dark</source>
<translation type="unfinished">Dunkel</translation>
</message>
<message>
<source>How do you want to begin?</source>
<translation type="unfinished">Wie möchten Sie beginnen?</translation>
</message>
<message>
<source>Light</source>
<translation type="unfinished">Hell</translation>
</message>
<message>
<source>Light or dark</source>
<translation type="unfinished">Hell oder dunkel</translation>
</message>
<message>
<source>Like the desktop</source>
<translation type="unfinished">Wie der Desktop</translation>
</message>
<message>
<source>No account, no telemetry, no network until you join a room.</source>
<translation type="unfinished">Kein Konto, keine Telemetrie, kein Netz, bis Sie einem Raum beitreten.</translation>
</message>
<message>
<source>One record of everything that happens, on your own disk first</source>
<translation type="unfinished">Eine Aufzeichnung von allem, was geschieht, zuerst auf Ihrer eigenen Platte</translation>
</message>
<message>
<source>Open a file</source>
<translation type="unfinished">Eine Datei öffnen</translation>
</message>
<message>
<source>Say first what others call you; it is written next to everything you do.</source>
<translation type="unfinished">Erst sagen, wie andere Sie nennen; es steht neben allem, was Sie tun.</translation>
</message>
<message>
<source>Somebody gave you a file: a bundle, or incidents of the past. It comes into a record of yours.</source>
<translation type="unfinished">Jemand gab Ihnen eine Datei: ein Bündel oder vergangene Vorfälle. Sie kommt in eine eigene Aufzeichnung.</translation>
</message>
<message>
<source>Tab moves; Enter behind the name starts alone</source>
<translation type="unfinished">Tab bewegt; Enter hinter dem Namen beginnt allein</translation>
</message>
<message>
<source>Who are you?</source>
<translation type="unfinished">Wer sind Sie?</translation>
</message>
<message>
<source>written next to everything you do</source>
<translation type="unfinished">steht neben allem, was Sie tun</translation>
</message>
<message>
<source>you can do the others later</source>
<translation type="unfinished">das andere geht auch später</translation>
</message>
</context>
<context>
<name>FoldedRoles</name>
<message>
<source>Show the roles whole</source>
<translation type="unfinished">Die Rollen ganz zeigen</translation>
</message>
</context>
<context>
<name>FollowUpDialog</name>
<message>
<source>1 week</source>
<translation type="unfinished">1 Woche</translation>
</message>
<message>
<source>Add a follow-up</source>
<translation type="unfinished">Eine Folgeaufgabe hinzufügen</translation>
</message>
<message>
<source>Add it</source>
<translation type="unfinished">Hinzufügen</translation>
</message>
<message>
<source>An alarm when the newest backup is empty</source>
<translation type="unfinished">Ein Alarm, wenn die neueste Sicherung leer ist</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Empty one on purpose: it rings within five minutes</source>
<translation type="unfinished">Absichtlich eine leeren: es klingelt binnen fünf Minuten</translation>
</message>
<message>
<source>Follow-up {number}</source>
<translation type="unfinished">Folgeaufgabe {number}</translation>
</message>
<message>
<source>How it will be verified</source>
<translation type="unfinished">Wie es geprüft wird</translation>
</message>
<message>
<source>How will it be verified?</source>
<translation type="unfinished">Wie wird es geprüft?</translation>
</message>
<message>
<source>It is done</source>
<translation type="unfinished">Es ist erledigt</translation>
</message>
<message>
<source>It will not be done</source>
<translation type="unfinished">Es wird nicht getan</translation>
</message>
<message>
<source>Overdue, it stands on the calm board, and in red at the next like incident</source>
<translation type="unfinished">Überfällig steht sie auf der ruhigen Tafel, und in Rot beim nächsten ähnlichen Vorfall</translation>
</message>
<message>
<source>Save the change</source>
<translation type="unfinished">Die Änderung speichern</translation>
</message>
<message>
<source>Take it up again</source>
<translation type="unfinished">Wieder aufnehmen</translation>
</message>
<message>
<source>Until when, if not as the plan says?</source>
<translation type="unfinished">Bis wann, wenn nicht wie der Plan sagt?</translation>
</message>
<message>
<source>What became of it?</source>
<translation type="unfinished">Was ist daraus geworden?</translation>
</message>
<message>
<source>What is it good for when the same begins again?</source>
<translation type="unfinished">Wozu ist es gut, wenn dasselbe wieder beginnt?</translation>
</message>
<message>
<source>What is to be done</source>
<translation type="unfinished">Was zu tun ist</translation>
</message>
<message>
<source>What is to be done?</source>
<translation type="unfinished">Was ist zu tun?</translation>
</message>
<message>
<source>What shows that it is done, or why not</source>
<translation type="unfinished">Was zeigt, dass es erledigt ist, oder warum nicht</translation>
</message>
<message>
<source>Which lesson it comes of</source>
<translation type="unfinished">Aus welcher Lehre es kommt</translation>
</message>
<message>
<source>Who does it?</source>
<translation type="unfinished">Wer tut es?</translation>
</message>
<message>
<source>Who, and until when?</source>
<translation type="unfinished">Wer, und bis wann?</translation>
</message>
<message>
<source>done needs what shows it</source>
<translation type="unfinished">erledigt braucht, was es zeigt</translation>
</message>
<message>
<source>https://… where it is worked at</source>
<translation type="unfinished">https://… wo daran gearbeitet wird</translation>
</message>
<message>
<source>of no lesson in particular</source>
<translation type="unfinished">von keiner bestimmten Lehre</translation>
</message>
<message>
<source>that is no moment yet</source>
<translation type="unfinished">das ist noch kein Zeitpunkt</translation>
</message>
<message>
<source>the plan says how long</source>
<translation type="unfinished">der Plan sagt, wie lange</translation>
</message>
<message>
<source>{count} weeks</source>
<translation type="unfinished">{count} Wochen</translation>
</message>
<message>
<source>{priority}, {span}</source>
<translation type="unfinished">{priority}, {span}</translation>
</message>
</context>
<context>
<name>FollowUpsDialog</name>
<message>
<source>All</source>
<translation type="unfinished">Alle</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Follow-ups of all incidents</source>
<translation type="unfinished" />
</message>
<message>
<source>Mine</source>
<translation type="unfinished">Meine</translation>
</message>
<message>
<source>None</source>
<translation type="unfinished" />
</message>
<message>
<source>On a terminal: incident-desk follow-ups</source>
<translation type="unfinished" />
</message>
<message>
<source>Open</source>
<translation type="unfinished">Öffnen</translation>
</message>
<message>
<source>Overdue</source>
<translation type="unfinished" />
</message>
</context>
<context>
<name>ForecastPanel</name>
<message>
<source>1 first task</source>
<translation type="unfinished">1 erste Aufgabe</translation>
</message>
<message>
<source>1 role</source>
<translation type="unfinished">1 Rolle</translation>
</message>
<message>
<source>If somebody declared now</source>
<translation type="unfinished">Wenn jetzt jemand ausriefe</translation>
</message>
<message>
<source>as of the last text without a mistake</source>
<translation type="unfinished">nach dem letzten Text ohne Fehler</translation>
</message>
<message>
<source>filled blue: new in the draft</source>
<translation type="unfinished">blau gefüllt: neu im Entwurf</translation>
</message>
<message>
<source>seen by everybody</source>
<translation type="unfinished">von allen gesehen</translation>
</message>
<message>
<source>seen by named people only</source>
<translation type="unfinished">nur von Genannten gesehen</translation>
</message>
<message>
<source>{count} first tasks</source>
<translation type="unfinished">{count} erste Aufgaben</translation>
</message>
<message>
<source>{count} roles</source>
<translation type="unfinished">{count} Rollen</translation>
</message>
</context>
<context>
<name>ForecastView</name>
<message>
<source>Call-out of the time</source>
<translation type="unfinished">Zeitansage</translation>
</message>
<message>
<source>Customers told</source>
<translation type="unfinished">Kunden informiert</translation>
</message>
<message>
<source>First tasks</source>
<translation type="unfinished">Erste Aufgaben</translation>
</message>
<message>
<source>If nobody answers</source>
<translation type="unfinished">Wenn niemand antwortet</translation>
</message>
<message>
<source>Inside told</source>
<translation type="unfinished">Intern informiert</translation>
</message>
<message>
<source>Roles opened</source>
<translation type="unfinished">Rollen geöffnet</translation>
</message>
<message>
<source>declared</source>
<translation type="unfinished">ausgerufen</translation>
</message>
<message>
<source>{count} called</source>
<translation type="unfinished">{count} gerufen</translation>
</message>
</context>
<context>
<name>Guide</name>
<message>
<source>What could come next</source>
<translation type="unfinished">Was als Nächstes kommen könnte</translation>
</message>
<message>
<source>{count} ways on; Down goes to them, Tab takes one</source>
<translation type="unfinished">{count} Wege weiter; Ab geht zu ihnen, Tab nimmt einen</translation>
</message>
</context>
<context>
<name>Handover</name>
<message>
<source>Situation</source>
<translation type="unfinished">Lage</translation>
</message>
<message>
<source>Situation in three lines</source>
<translation type="unfinished">Lage in drei Zeilen</translation>
</message>
<message>
<source>The duty</source>
<translation type="unfinished">Die Pflicht</translation>
</message>
<message>
<source>To</source>
<translation type="unfinished">An</translation>
</message>
<message>
<source>To whom</source>
<translation type="unfinished">An wen</translation>
</message>
<message>
<source>What stands, what runs, what is not known yet</source>
<translation type="unfinished">Was steht, was läuft, was noch nicht bekannt ist</translation>
</message>
<message>
<source>What worries you?</source>
<translation type="unfinished">Was beunruhigt Sie?</translation>
</message>
<message>
<source>from the record, change freely</source>
<translation type="unfinished">aus der Aufzeichnung, frei zu ändern</translation>
</message>
<message>
<source>only you know this</source>
<translation type="unfinished">nur Sie wissen das</translation>
</message>
</context>
<context>
<name>HandoverAnswerDialog</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>Accept</source>
<translation type="unfinished">Annehmen</translation>
</message>
<message>
<source>Decline</source>
<translation type="unfinished">Ablehnen</translation>
</message>
<message>
<source>How did they say so?</source>
<translation type="unfinished">Wie sagten sie es?</translation>
</message>
<message>
<source>Take it back</source>
<translation type="unfinished">Zurücknehmen</translation>
</message>
<message>
<source>Task {number}: {words}</source>
<translation type="unfinished">Aufgabe {number}: {words}</translation>
</message>
<message>
<source>Tasks that go over</source>
<translation type="unfinished">Aufgaben, die mit übergehen</translation>
</message>
<message>
<source>The duty</source>
<translation type="unfinished">Die Pflicht</translation>
</message>
<message>
<source>What {name} wrote down</source>
<translation type="unfinished">Was {name} notierte</translation>
</message>
<message>
<source>Whatever is answered stays on the record</source>
<translation type="unfinished">Was auch geantwortet wird, bleibt in der Aufzeichnung</translation>
</message>
<message>
<source>Why is it taken back, or how did they say that they have it?</source>
<translation type="unfinished">Warum wird sie zurückgenommen, oder wie sagten sie, dass sie sie haben?</translation>
</message>
<message>
<source>Why not? Only to decline it</source>
<translation type="unfinished">Warum nicht? Nur zum Ablehnen</translation>
</message>
<message>
<source>by {name} at {clock}</source>
<translation type="unfinished">von {name} um {clock}</translation>
</message>
<message>
<source>{name} has accepted</source>
<translation type="unfinished">{name} hat angenommen</translation>
</message>
<message>
<source>{role}: offered to {name}</source>
<translation type="unfinished">{role}: {name} angeboten</translation>
</message>
</context>
<context>
<name>HandoverDialog</name>
<message>
<source>1 task goes over</source>
<translation type="unfinished">1 Aufgabe geht mit über</translation>
</message>
<message>
<source>A state document is made, as text and as pages</source>
<translation type="unfinished">Ein Lagedokument entsteht, als Text und als Seiten</translation>
</message>
<message>
<source>Hand over: {role}</source>
<translation type="unfinished">Übergeben: {role}</translation>
</message>
<message>
<source>It stands on the timeline, with your words</source>
<translation type="unfinished">Es steht im Verlauf, mit Ihren Worten</translation>
</message>
<message>
<source>Offer</source>
<translation type="unfinished">Anbieten</translation>
</message>
<message>
<source>Offer to {name}</source>
<translation type="unfinished">{name} anbieten</translation>
</message>
<message>
<source>Say who takes the role.</source>
<translation type="unfinished">Sagen, wer die Rolle übernimmt.</translation>
</message>
<message>
<source>The role stays where it is until then. No answer in {span}: you are told.</source>
<translation type="unfinished">Die Rolle bleibt bis dahin, wo sie ist. Keine Antwort in {span}: Ihnen wird es gesagt.</translation>
</message>
<message>
<source>The whole room, as begun…</source>
<translation type="unfinished">Den ganzen Raum, wie begonnen…</translation>
</message>
<message>
<source>The whole room…</source>
<translation type="unfinished">Den ganzen Raum…</translation>
</message>
<message>
<source>When they accept</source>
<translation type="unfinished">Wenn sie annehmen</translation>
</message>
<message>
<source>Whoever takes it</source>
<translation type="unfinished">Wer es nimmt</translation>
</message>
<message>
<source>held by {name} since {clock}</source>
<translation type="unfinished">seit {clock} bei {name}</translation>
</message>
<message>
<source>{count} tasks go over</source>
<translation type="unfinished">{count} Aufgaben gehen mit über</translation>
</message>
<message>
<source>{name} holds the role from that second on</source>
<translation type="unfinished">{name} hat die Rolle von jener Sekunde an</translation>
</message>
<message>
<source>{tasks}; {count} lines go with it</source>
<translation type="unfinished">{tasks}; {count} Zeilen gehen mit</translation>
</message>
</context>
<context>
<name>HandoverForm</name>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Keep as draft</source>
<translation type="unfinished">Als Entwurf behalten</translation>
</message>
<message>
<source>for {span}</source>
<translation type="unfinished">für {span}</translation>
</message>
<message>
<source>your draft of {clock}</source>
<translation type="unfinished">Ihr Entwurf von {clock}</translation>
</message>
<message>
<source>{severity}, {state}</source>
<translation type="unfinished">{severity}, {state}</translation>
</message>
</context>
<context>
<name>HandoverRoomDialog</name>
<message>
<source>Each holds their role until the next one accepts</source>
<translation type="unfinished">Alle behalten ihre Rolle, bis die Nächsten annehmen</translation>
</message>
<message>
<source>Hand over the whole room</source>
<translation type="unfinished">Den ganzen Raum übergeben</translation>
</message>
<message>
<source>Offer 1 role</source>
<translation type="unfinished">1 Rolle anbieten</translation>
</message>
<message>
<source>Offer {count} roles</source>
<translation type="unfinished">{count} Rollen anbieten</translation>
</message>
<message>
<source>Say who takes the roles.</source>
<translation type="unfinished">Sagen, wer die Rollen übernimmt.</translation>
</message>
<message>
<source>Situation in three lines</source>
<translation type="unfinished">Lage in drei Zeilen</translation>
</message>
<message>
<source>What worries you?</source>
<translation type="unfinished">Was beunruhigt Sie?</translation>
</message>
<message>
<source>Who takes what?</source>
<translation type="unfinished">Wer nimmt was?</translation>
</message>
<message>
<source>Who takes {role}?</source>
<translation type="unfinished">Wer nimmt {role}?</translation>
</message>
<message>
<source>empty: the role stays where it is</source>
<translation type="unfinished">leer: die Rolle bleibt, wo sie ist</translation>
</message>
<message>
<source>from the record, change freely</source>
<translation type="unfinished">aus der Aufzeichnung, frei zu ändern</translation>
</message>
<message>
<source>now {name}</source>
<translation type="unfinished">jetzt {name}</translation>
</message>
<message>
<source>only you know this</source>
<translation type="unfinished">nur Sie wissen das</translation>
</message>
</context>
<context>
<name>HandoverRows</name>
<message>
<source>Courses under way</source>
<translation type="unfinished">Laufende Maßnahmen</translation>
</message>
<message>
<source>Duty log since the last handover</source>
<translation type="unfinished">Dienstbuch seit der letzten Übergabe</translation>
</message>
<message>
<source>Open risks</source>
<translation type="unfinished">Offene Risiken</translation>
</message>
<message>
<source>Owed to those outside</source>
<translation type="unfinished">Denen draußen geschuldet</translation>
</message>
<message>
<source>Promised, still to do</source>
<translation type="unfinished">Zugesagt, noch zu tun</translation>
</message>
<message>
<source>Task {number}: {words}</source>
<translation type="unfinished">Aufgabe {number}: {words}</translation>
</message>
<message>
<source>Tasks that run</source>
<translation type="unfinished">Laufende Aufgaben</translation>
</message>
<message>
<source>Ticked, it goes over with the role: {task}</source>
<translation type="unfinished">Abgehakt geht sie mit der Rolle über: {task}</translation>
</message>
<message>
<source>What is known, by the fact sheet</source>
<translation type="unfinished">Was bekannt ist, nach dem Faktenblatt</translation>
</message>
<message>
<source>{chosen} of {count} are told</source>
<translation type="unfinished">{chosen} von {count} wird es gesagt</translation>
</message>
<message>
<source>{chosen} of {count} go over</source>
<translation type="unfinished">{chosen} von {count} gehen über</translation>
</message>
</context>
<context>
<name>HeadlinesModel</name>
<message>
<source>(the title was erased)</source>
<translation type="unfinished">(der Titel wurde gelöscht)</translation>
</message>
<message>
<source>Archive {name}</source>
<translation type="unfinished">Archiv {name}</translation>
</message>
<message>
<source>Date</source>
<translation type="unfinished">Datum</translation>
</message>
<message>
<source>Detected → mitigated (it entered monitoring)</source>
<translation type="unfinished">Entdeckt → gemildert (in Beobachtung)</translation>
</message>
<message>
<source>Detected → resolved</source>
<translation type="unfinished">Entdeckt → behoben</translation>
</message>
<message>
<source>Impact started → detected</source>
<translation type="unfinished">Wirkung begann → entdeckt</translation>
</message>
<message>
<source>Number</source>
<translation type="unfinished">Nummer</translation>
</message>
<message>
<source>Restricted: {title}</source>
<translation type="unfinished">Eingeschränkt: {title}</translation>
</message>
<message>
<source>State</source>
<translation type="unfinished">Zustand</translation>
</message>
<message>
<source>Title</source>
<translation type="unfinished">Titel</translation>
</message>
<message>
<source>To detect</source>
<translation type="unfinished">Bis zur Entdeckung</translation>
</message>
<message>
<source>To mitigate</source>
<translation type="unfinished">Bis zur Milderung</translation>
</message>
<message>
<source>To resolve</source>
<translation type="unfinished">Bis zur Behebung</translation>
</message>
</context>
<context>
<name>HelpDialog</name>
<message>
<source>Anywhere in the window</source>
<translation type="unfinished">Überall im Fenster</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>In the command line</source>
<translation type="unfinished">In der Befehlszeile</translation>
</message>
<message>
<source>In the command line below the timeline</source>
<translation type="unfinished">In der Befehlszeile unter dem Verlauf</translation>
</message>
<message>
<source>Keys</source>
<translation type="unfinished">Tasten</translation>
</message>
<message>
<source>Keys and commands</source>
<translation type="unfinished">Tasten und Befehle</translation>
</message>
<message>
<source>Pages (*.pdf)</source>
<translation type="unfinished">Seiten (*.pdf)</translation>
</message>
<message>
<source>Plain text is a note. “@19:30” in front says when it happened; field=value names a field.</source>
<translation type="unfinished">Bloßer Text ist eine Notiz. „@19:30“ davor sagt, wann es geschah; feld=wert nennt ein Feld.</translation>
</message>
<message>
<source>Save as PDF…</source>
<translation type="unfinished">Als PDF speichern…</translation>
</message>
<message>
<source>Save the keys as PDF</source>
<translation type="unfinished">Die Tasten als PDF speichern</translation>
</message>
<message>
<source>Tab moves, Space and Enter press, Esc closes</source>
<translation type="unfinished">Tab bewegt, Leertaste und Enter drücken, Esc schließt</translation>
</message>
<message>
<source>Written to {file}</source>
<translation type="unfinished">Nach {file} geschrieben</translation>
</message>
</context>
<context>
<name>HelpPages</name>
<message>
<source>1 chapter</source>
<translation type="unfinished">1 Kapitel</translation>
</message>
<message>
<source>All of it lies on this computer</source>
<translation type="unfinished">Alles liegt auf diesem Rechner</translation>
</message>
<message>
<source>Chapters</source>
<translation type="unfinished">Kapitel</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Help</source>
<translation type="unfinished">Hilfe</translation>
</message>
<message>
<source>Keys and commands</source>
<translation type="unfinished">Tasten und Befehle</translation>
</message>
<message>
<source>Nothing in the manual has all of these words. Fewer of them find more.</source>
<translation type="unfinished">Nichts im Handbuch hat alle diese Worte. Weniger davon finden mehr.</translation>
</message>
<message>
<source>Search the manual</source>
<translation type="unfinished">Das Handbuch durchsuchen</translation>
</message>
<message>
<source>Take the tour</source>
<translation type="unfinished">Die Führung beginnen</translation>
</message>
<message>
<source>The chapter</source>
<translation type="unfinished">Das Kapitel</translation>
</message>
<message>
<source>The manual did not come along with this program. Its keys and commands did.</source>
<translation type="unfinished">Das Handbuch kam mit diesem Programm nicht mit. Seine Tasten und Befehle schon.</translation>
</message>
<message>
<source>{count} chapters</source>
<translation type="unfinished">{count} Kapitel</translation>
</message>
</context>
<context>
<name>HitsModel</name>
<message>
<source>Duty log</source>
<translation type="unfinished">Dienstbuch</translation>
</message>
<message>
<source>Is it us?</source>
<translation type="unfinished">Sind wir es?</translation>
</message>
<message>
<source>Report {number}</source>
<translation type="unfinished">Kundenmeldung {number}</translation>
</message>
</context>
<context>
<name>Holding</name>
<message>
<source>Drafted with the declaration, for {channels}; nothing goes out before the plan's yes</source>
<translation type="unfinished">Mit der Ausrufung entworfen, für {channels}; nichts geht hinaus vor dem Ja des Plans</translation>
</message>
<message>
<source>Holding statement</source>
<translation type="unfinished">Erstmeldung</translation>
</message>
<message>
<source>The first words are ready: {channels}</source>
<translation type="unfinished">Die ersten Worte sind bereit: {channels}</translation>
</message>
</context>
<context>
<name>ImpactDialog</name>
<message>
<source>Each change is a line of the timeline; what it was before stays readable</source>
<translation type="unfinished">Jede Änderung ist eine Zeile des Verlaufs; was vorher war, bleibt lesbar</translation>
</message>
<message>
<source>Impact</source>
<translation type="unfinished">Wirkung</translation>
</message>
<message>
<source>Impact ended</source>
<translation type="unfinished">Wirkung beendet</translation>
</message>
<message>
<source>Impact started</source>
<translation type="unfinished">Wirkung begann</translation>
</message>
<message>
<source>Nothing would change: say what is known now.</source>
<translation type="unfinished">Nichts würde sich ändern: sagen, was jetzt bekannt ist.</translation>
</message>
<message>
<source>Set</source>
<translation type="unfinished">Setzen</translation>
</message>
</context>
<context>
<name>ImpactForm</name>
<message>
<source>Empty while customers still feel it</source>
<translation type="unfinished">Leer, solange Kunden es noch spüren</translation>
</message>
<message>
<source>Everybody? Some, and which? What can they not do?</source>
<translation type="unfinished">Alle? Manche, und welche? Was können sie nicht tun?</translation>
</message>
<message>
<source>Impact ended</source>
<translation type="unfinished">Wirkung beendet</translation>
</message>
<message>
<source>Impact started</source>
<translation type="unfinished">Wirkung begann</translation>
</message>
<message>
<source>Which services?</source>
<translation type="unfinished">Welche Dienste?</translation>
</message>
<message>
<source>Who is affected</source>
<translation type="unfinished">Wer betroffen ist</translation>
</message>
<message>
<source>in words a customer would use</source>
<translation type="unfinished">in Worten, die ein Kunde benutzen würde</translation>
</message>
</context>
<context>
<name>ImpactPanel</name>
<message>
<source>1 service</source>
<translation type="unfinished">1 Dienst</translation>
</message>
<message>
<source>Affected</source>
<translation type="unfinished">Betroffen</translation>
</message>
<message>
<source>Ended</source>
<translation type="unfinished">Beendet</translation>
</message>
<message>
<source>Impact</source>
<translation type="unfinished">Wirkung</translation>
</message>
<message>
<source>Impact ended</source>
<translation type="unfinished">Wirkung beendet</translation>
</message>
<message>
<source>Impact started</source>
<translation type="unfinished">Wirkung begann</translation>
</message>
<message>
<source>Name them</source>
<translation type="unfinished">Nennen</translation>
</message>
<message>
<source>No impact known</source>
<translation type="unfinished">Keine Wirkung bekannt</translation>
</message>
<message>
<source>Nobody has said yet</source>
<translation type="unfinished">Noch hat es niemand gesagt</translation>
</message>
<message>
<source>None named yet</source>
<translation type="unfinished">Noch keins genannt</translation>
</message>
<message>
<source>Not known yet</source>
<translation type="unfinished">Noch nicht bekannt</translation>
</message>
<message>
<source>Once it has started</source>
<translation type="unfinished">Sobald es begonnen hat</translation>
</message>
<message>
<source>Running</source>
<translation type="unfinished">Läuft</translation>
</message>
<message>
<source>Say when customers felt it first</source>
<translation type="unfinished">Sagen, wann Kunden es zuerst spürten</translation>
</message>
<message>
<source>Say when it is over</source>
<translation type="unfinished">Sagen, wann es vorbei ist</translation>
</message>
<message>
<source>Say who</source>
<translation type="unfinished">Sagen, wer</translation>
</message>
<message>
<source>Services</source>
<translation type="unfinished">Dienste</translation>
</message>
<message>
<source>Started</source>
<translation type="unfinished">Begonnen</translation>
</message>
<message>
<source>Time to detect</source>
<translation type="unfinished">Zeit bis zur Entdeckung</translation>
</message>
<message>
<source>To detect</source>
<translation type="unfinished">Bis zur Entdeckung</translation>
</message>
<message>
<source>Who is affected</source>
<translation type="unfinished">Wer betroffen ist</translation>
</message>
<message>
<source>detected → impact started</source>
<translation type="unfinished">entdeckt → Wirkung begann</translation>
</message>
<message>
<source>impact started → detected</source>
<translation type="unfinished">Wirkung begann → entdeckt</translation>
</message>
<message>
<source>lasted {span}</source>
<translation type="unfinished">dauerte {span}</translation>
</message>
<message>
<source>{count} services</source>
<translation type="unfinished">{count} Dienste</translation>
</message>
<message>
<source>{name}, {clock}</source>
<translation type="unfinished">{name}, {clock}</translation>
</message>
<message>
<source>{span} ahead</source>
<translation type="unfinished">{span} vor</translation>
</message>
</context>
<context>
<name>Importing</name>
<message>
<source>All files (*)</source>
<translation type="unfinished">Alle Dateien (*)</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Each incident is written whole or not at all</source>
<translation type="unfinished">Jeder Vorfall wird ganz oder gar nicht geschrieben</translation>
</message>
<message>
<source>Import incidents</source>
<translation type="unfinished">Vorfälle einlesen</translation>
</message>
<message>
<source>Imported</source>
<translation type="unfinished">Eingelesen</translation>
</message>
<message>
<source>Importing</source>
<translation type="unfinished">Lese ein</translation>
</message>
<message>
<source>Nothing was imported</source>
<translation type="unfinished">Nichts wurde eingelesen</translation>
</message>
<message>
<source>Stop</source>
<translation type="unfinished">Anhalten</translation>
</message>
<message>
<source>Stopping…</source>
<translation type="unfinished">Halte an…</translation>
</message>
<message>
<source>Timelines, tables and bundles (*.json *.jsonl *.csv *.tsv *.bundle)</source>
<translation type="unfinished">Verläufe, Tabellen und Bündel (*.json *.jsonl *.csv *.tsv *.bundle)</translation>
</message>
<message>
<source>{done} of {count} files</source>
<translation type="unfinished">{done} von {count} Dateien</translation>
</message>
<message>
<source>{number}: {count} entries added</source>
<translation type="unfinished">{number}: {count} Einträge hinzugekommen</translation>
</message>
<message>
<source>{number}: {remark}</source>
<translation type="unfinished">{number}: {remark}</translation>
</message>
</context>
<context>
<name>IncidentClocks</name>
<message>
<source>Customer impact</source>
<translation type="unfinished">Wirkung auf Kunden</translation>
</message>
<message>
<source>Elapsed</source>
<translation type="unfinished">Verstrichen</translation>
</message>
<message>
<source>Impact</source>
<translation type="unfinished">Wirkung</translation>
</message>
<message>
<source>Lasted</source>
<translation type="unfinished">Dauerte</translation>
</message>
<message>
<source>not known</source>
<translation type="unfinished">nicht bekannt</translation>
</message>
<message>
<source>{caption} since {clock}</source>
<translation type="unfinished">{caption} seit {clock}</translation>
</message>
</context>
<context>
<name>IncidentHeader</name>
<message>
<source>(the title was erased)</source>
<translation type="unfinished">(der Titel wurde gelöscht)</translation>
</message>
<message>
<source>Also called {alias} in the shared record</source>
<translation type="unfinished">In der gemeinsamen Aufzeichnung auch {alias} genannt</translation>
</message>
<message>
<source>Declare incident</source>
<translation type="unfinished">Vorfall ausrufen</translation>
</message>
<message>
<source>Go to another incident</source>
<translation type="unfinished">Zu einem anderen Vorfall</translation>
</message>
<message>
<source>Go to another incident (Ctrl+K)</source>
<translation type="unfinished">Zu einem anderen Vorfall (Ctrl+K)</translation>
</message>
<message>
<source>Make a bundle</source>
<translation type="unfinished">Ein Bündel machen</translation>
</message>
<message>
<source>Restricted</source>
<translation type="unfinished">Eingeschränkt</translation>
</message>
<message>
<source>Save as a page…</source>
<translation type="unfinished">Als Seite speichern…</translation>
</message>
<message>
<source>Set the title</source>
<translation type="unfinished">Den Titel setzen</translation>
</message>
<message>
<source>With a note, and when it happened</source>
<translation type="unfinished">Mit einer Notiz, und wann es geschah</translation>
</message>
<message>
<source>{number}: go to another incident</source>
<translation type="unfinished">{number}: zu einem anderen Vorfall</translation>
</message>
</context>
<context>
<name>IncidentHeaderForm</name>
<message>
<source>Declare</source>
<translation type="unfinished">Ausrufen</translation>
</message>
<message>
<source>Declare incident (Ctrl+D)</source>
<translation type="unfinished">Vorfall ausrufen (Ctrl+D)</translation>
</message>
<message>
<source>More</source>
<translation type="unfinished">Mehr</translation>
</message>
</context>
<context>
<name>IncidentPicker</name>
<message>
<source>1 incident</source>
<translation type="unfinished">1 Vorfall</translation>
</message>
<message>
<source>Incidents</source>
<translation type="unfinished">Vorfälle</translation>
</message>
<message>
<source>Number, or words of the title</source>
<translation type="unfinished">Nummer oder Worte des Titels</translation>
</message>
<message>
<source>{count} incidents</source>
<translation type="unfinished">{count} Vorfälle</translation>
</message>
</context>
<context>
<name>IncidentStepper</name>
<message>
<source>Move to {state}</source>
<translation type="unfinished">Auf {state} setzen</translation>
</message>
<message>
<source>Nothing was wrong: end it all at once (Ctrl+Shift+D)</source>
<translation type="unfinished">Nichts war verkehrt: alles auf einmal beenden (Ctrl+Shift+D)</translation>
</message>
<message>
<source>Stand down</source>
<translation type="unfinished">Entwarnung</translation>
</message>
<message>
<source>Was {state} at {moment}, and came back from there</source>
<translation type="unfinished">War {state} um {moment} und kam von dort zurück</translation>
</message>
<message>
<source>since {clock}</source>
<translation type="unfinished">seit {clock}</translation>
</message>
<message>
<source>{state} at {moment}</source>
<translation type="unfinished">{state} um {moment}</translation>
</message>
<message>
<source>{state}: passed over</source>
<translation type="unfinished">{state}: übergangen</translation>
</message>
</context>
<context>
<name>IncidentsDialog</name>
<message>
<source>Arrows move, Enter opens, Ctrl+Enter opens beside, Ctrl+R reviews</source>
<translation type="unfinished">Pfeile bewegen, Enter öffnet, Ctrl+Enter öffnet daneben, Ctrl+R schaut zurück</translation>
</message>
<message>
<source>Arrows move, Enter puts it beside</source>
<translation type="unfinished">Pfeile bewegen, Enter stellt es daneben</translation>
</message>
<message>
<source>Arrows move, Enter reviews it</source>
<translation type="unfinished">Pfeile bewegen, Enter schaut zurück</translation>
</message>
<message>
<source>Go to an incident</source>
<translation type="unfinished">Zu einem Vorfall</translation>
</message>
<message>
<source>Make a bundle…</source>
<translation type="unfinished">Ein Bündel machen…</translation>
</message>
<message>
<source>Open</source>
<translation type="unfinished">Öffnen</translation>
</message>
<message>
<source>Open beside</source>
<translation type="unfinished">Daneben öffnen</translation>
</message>
<message>
<source>Put an incident beside this one</source>
<translation type="unfinished">Einen Vorfall neben diesen stellen</translation>
</message>
<message>
<source>Review</source>
<translation type="unfinished">Nachschau</translation>
</message>
<message>
<source>Review an incident</source>
<translation type="unfinished">Einen Vorfall nachschauen</translation>
</message>
</context>
<context>
<name>InvestigateDialog</name>
<message>
<source>Backups</source>
<translation type="unfinished">Sicherungen</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Database</source>
<translation type="unfinished">Datenbank</translation>
</message>
<message>
<source>Investigate, each blind to the others</source>
<translation type="unfinished">Untersuchen, jeder blind für die anderen</translation>
</message>
<message>
<source>Maya, Jun</source>
<translation type="unfinished">Maya, Jun</translation>
</message>
<message>
<source>Nobody reads what another team writes before all are in</source>
<translation type="unfinished">Niemand liest, was eine andere Gruppe schreibt, bevor alle abgegeben haben</translation>
</message>
<message>
<source>Open</source>
<translation type="unfinished">Öffnen</translation>
</message>
<message>
<source>Own question, if another</source>
<translation type="unfinished">Eigene Frage, wenn eine andere</translation>
</message>
<message>
<source>Team</source>
<translation type="unfinished">Gruppe</translation>
</message>
<message>
<source>The own question of team {number}</source>
<translation type="unfinished">Die eigene Frage der Gruppe {number}</translation>
</message>
<message>
<source>The question</source>
<translation type="unfinished">Die Frage</translation>
</message>
<message>
<source>Time box</source>
<translation type="unfinished">Zeitrahmen</translation>
</message>
<message>
<source>Tomas</source>
<translation type="unfinished">Tomas</translation>
</message>
<message>
<source>What all know at the opening</source>
<translation type="unfinished">Was alle bei der Öffnung wissen</translation>
</message>
<message>
<source>What team {number} is called</source>
<translation type="unfinished">Wie Gruppe {number} heißt</translation>
</message>
<message>
<source>Who is in team {number}; the first leads</source>
<translation type="unfinished">Wer in Gruppe {number} ist; der Erste leitet</translation>
</message>
<message>
<source>Who; the first leads</source>
<translation type="unfinished">Wer; der Erste leitet</translation>
</message>
<message>
<source>Why did replication stop?</source>
<translation type="unfinished">Warum hörte die Replikation auf?</translation>
</message>
<message>
<source>later lines reach all alike</source>
<translation type="unfinished">spätere Zeilen erreichen alle gleich</translation>
</message>
<message>
<source>no end</source>
<translation type="unfinished">kein Ende</translation>
</message>
</context>
<context>
<name>InvestigationChecks</name>
<message>
<source>1 cell is not said yet</source>
<translation type="unfinished">1 Zelle ist noch offen</translation>
</message>
<message>
<source>1 factor without evidence</source>
<translation type="unfinished">1 Faktor ohne Beleg</translation>
</message>
<message>
<source>1 factor, with evidence</source>
<translation type="unfinished">1 Faktor, mit Beleg</translation>
</message>
<message>
<source>1 open question has no owner</source>
<translation type="unfinished">1 offene Frage hat niemanden</translation>
</message>
<message>
<source>No contributing factor yet</source>
<translation type="unfinished">Noch kein beitragender Faktor</translation>
</message>
<message>
<source>about 1 cell two of you differ</source>
<translation type="unfinished">über etwa 1 Zelle sind zwei von Ihnen uneins</translation>
</message>
<message>
<source>about {count} cells two of you differ</source>
<translation type="unfinished">über etwa {count} Zellen sind zwei von Ihnen uneins</translation>
</message>
<message>
<source>{count} cells are not said yet</source>
<translation type="unfinished">{count} Zellen sind noch offen</translation>
</message>
<message>
<source>{count} factors without evidence</source>
<translation type="unfinished">{count} Faktoren ohne Beleg</translation>
</message>
<message>
<source>{count} factors, each with evidence</source>
<translation type="unfinished">{count} Faktoren, jeder mit Beleg</translation>
</message>
<message>
<source>{count} open questions have no owner</source>
<translation type="unfinished">{count} offene Fragen haben niemanden</translation>
</message>
</context>
<context>
<name>InvestigationColumn</name>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} weitere</translation>
</message>
</context>
<context>
<name>InvestigationList</name>
<message>
<source>(the question was erased)</source>
<translation type="unfinished">(die Frage wurde gelöscht)</translation>
</message>
<message>
<source>Compare</source>
<translation type="unfinished">Vergleichen</translation>
</message>
<message>
<source>Compare what all of the round found</source>
<translation type="unfinished">Vergleichen, was alle der Runde fanden</translation>
</message>
<message>
<source>Investigations</source>
<translation type="unfinished">Untersuchungen</translation>
</message>
<message>
<source>Open more</source>
<translation type="unfinished">Mehr öffnen</translation>
</message>
</context>
<context>
<name>InvestigationNeeds</name>
<message>
<source> and </source>
<translation type="unfinished"> und </translation>
</message>
<message>
<source>Find out: {text}</source>
<translation type="unfinished">Herausfinden: {text}</translation>
</message>
<message>
<source>Investigation {letter}: a question is open</source>
<translation type="unfinished">Untersuchung {letter}: eine Frage ist offen</translation>
</message>
<message>
<source>Investigation {letter}: all others are in</source>
<translation type="unfinished">Untersuchung {letter}: alle anderen haben abgegeben</translation>
</message>
<message>
<source>Investigation {letter}: its time is over</source>
<translation type="unfinished">Untersuchung {letter}: ihre Zeit ist um</translation>
</message>
<message>
<source>Investigation {letter}: members differ</source>
<translation type="unfinished">Untersuchung {letter}: Mitglieder sind uneins</translation>
</message>
<message>
<source>Investigation {letter}: {about} was named twice at once, by {names}</source>
<translation type="unfinished">Untersuchung {letter}: {about} wurde zweimal zugleich benannt, von {names}</translation>
</message>
<message>
<source>Investigation {letter}: {count} differences to settle</source>
<translation type="unfinished">Untersuchung {letter}: {count} Unterschiede zu klären</translation>
</message>
<message>
<source>Investigation {letter}: {names} differ about {about}</source>
<translation type="unfinished">Untersuchung {letter}: {names} sind uneins über {about}</translation>
</message>
<message>
<source>Investigation {letter}: {names} gave {about} to two people at once</source>
<translation type="unfinished">Untersuchung {letter}: {names} gaben {about} zugleich zwei Leuten</translation>
</message>
<message>
<source>Investigation {letter}: {names} trust {about} differently</source>
<translation type="unfinished">Untersuchung {letter}: {names} trauen {about} verschieden</translation>
</message>
<message>
<source>Nobody finds out: {text}</source>
<translation type="unfinished">Niemand findet es heraus: {text}</translation>
</message>
<message>
<source>you</source>
<translation type="unfinished">Sie</translation>
</message>
<message>
<source>{name} has not found out: {text}</source>
<translation type="unfinished">{name} hat nicht herausgefunden: {text}</translation>
</message>
</context>
<context>
<name>InvestigationSheet</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>Add a file or a picture that speaks against it</source>
<translation type="unfinished">Eine Datei oder ein Bild hinzufügen, das dagegen spricht</translation>
</message>
<message>
<source>Add a file or a picture that speaks for it</source>
<translation type="unfinished">Eine Datei oder ein Bild hinzufügen, das dafür spricht</translation>
</message>
<message>
<source>Add an open question</source>
<translation type="unfinished">Eine offene Frage hinzufügen</translation>
</message>
<message>
<source>Add what speaks against it</source>
<translation type="unfinished">Hinzufügen, was dagegen spricht</translation>
</message>
<message>
<source>Add what speaks for it</source>
<translation type="unfinished">Hinzufügen, was dafür spricht</translation>
</message>
<message>
<source>Against</source>
<translation type="unfinished">Dagegen</translation>
</message>
<message>
<source>Blind until</source>
<translation type="unfinished">Blind bis</translation>
</message>
<message>
<source>Confidence</source>
<translation type="unfinished">Sicherheit</translation>
</message>
<message>
<source>For</source>
<translation type="unfinished">Für</translation>
</message>
<message>
<source>Hypothesis</source>
<translation type="unfinished">Hypothese</translation>
</message>
<message>
<source>Matrix</source>
<translation type="unfinished">Matrix</translation>
</message>
<message>
<source>No hypothesis yet. Say what may be so; then what speaks for it, and against it.</source>
<translation type="unfinished">Noch keine Hypothese. Sagen, was so sein könnte; dann, was dafür und was dagegen spricht.</translation>
</message>
<message>
<source>Open questions</source>
<translation type="unfinished">Offene Fragen</translation>
</message>
<message>
<source>Place {place} of {count} by how little speaks against it</source>
<translation type="unfinished">Platz {place} von {count} danach, wie wenig dagegen spricht</translation>
</message>
<message>
<source>Submit…</source>
<translation type="unfinished">Abgeben…</translation>
</message>
<message>
<source>The same words as a matrix (Ctrl+I)</source>
<translation type="unfinished">Dieselben Worte als Matrix (Ctrl+I)</translation>
</message>
<message>
<source>Time box</source>
<translation type="unfinished">Zeitrahmen</translation>
</message>
<message>
<source>What may be so</source>
<translation type="unfinished">Was so sein könnte</translation>
</message>
<message>
<source>all are in</source>
<translation type="unfinished">alle sind abgegeben</translation>
</message>
<message>
<source>answered</source>
<translation type="unfinished">beantwortet</translation>
</message>
<message>
<source>broken {clock}</source>
<translation type="unfinished">gebrochen {clock}</translation>
</message>
<message>
<source>for {name}</source>
<translation type="unfinished">für {name}</translation>
</message>
<message>
<source>nobody yet</source>
<translation type="unfinished">noch niemand</translation>
</message>
<message>
<source>opened</source>
<translation type="unfinished">geöffnet</translation>
</message>
<message>
<source>trust: {trust}</source>
<translation type="unfinished">Vertrauen: {trust}</translation>
</message>
<message>
<source>{count} not rated yet</source>
<translation type="unfinished">{count} noch nicht bewertet</translation>
</message>
</context>
<context>
<name>InvestigationWords</name>
<message>
<source>(the question was erased)</source>
<translation type="unfinished">(die Frage wurde gelöscht)</translation>
</message>
<message>
<source>High</source>
<translation type="unfinished">Hoch</translation>
</message>
<message>
<source>Low</source>
<translation type="unfinished">Niedrig</translation>
</message>
<message>
<source>Medium</source>
<translation type="unfinished">Mittel</translation>
</message>
<message>
<source>Sealed to those who work on it: {names}</source>
<translation type="unfinished">Versiegelt für die, die daran arbeiten: {names}</translation>
</message>
<message>
<source>What it says opens with the last of its round.</source>
<translation type="unfinished">Was sie sagt, öffnet sich mit der letzten ihrer Runde.</translation>
</message>
<message>
<source>Without a shared record the seal is a courtesy: whoever sits at this desk has its disk.</source>
<translation type="unfinished">Ohne gemeinsame Aufzeichnung ist das Siegel eine Höflichkeit: wer an diesem Platz sitzt, hat seine Platte.</translation>
</message>
<message>
<source>after it was in</source>
<translation type="unfinished">nach der Abgabe</translation>
</message>
<message>
<source>condition</source>
<translation type="unfinished">Bedingung</translation>
</message>
<message>
<source>delayed us</source>
<translation type="unfinished">hielt uns auf</translation>
</message>
<message>
<source>fits</source>
<translation type="unfinished">passt</translation>
</message>
<message>
<source>in the light of the others</source>
<translation type="unfinished">im Licht der anderen</translation>
</message>
<message>
<source>in {clock}, opens with the last</source>
<translation type="unfinished">abgegeben {clock}, öffnet sich mit der letzten</translation>
</message>
<message>
<source>last activity {clock}</source>
<translation type="unfinished">letzte Tätigkeit {clock}</translation>
</message>
<message>
<source>limited the harm</source>
<translation type="unfinished">begrenzte den Schaden</translation>
</message>
<message>
<source>made it worse</source>
<translation type="unfinished">machte es schlimmer</translation>
</message>
<message>
<source>members differ: {letters}</source>
<translation type="unfinished">Mitglieder sind uneins: {letters}</translation>
</message>
<message>
<source>neither</source>
<translation type="unfinished">keins</translation>
</message>
<message>
<source>no end</source>
<translation type="unfinished">kein Ende</translation>
</message>
<message>
<source>not yet said</source>
<translation type="unfinished">noch nicht gesagt</translation>
</message>
<message>
<source>nothing written yet</source>
<translation type="unfinished">noch nichts geschrieben</translation>
</message>
<message>
<source>sealed</source>
<translation type="unfinished">versiegelt</translation>
</message>
<message>
<source>speaks against</source>
<translation type="unfinished">spricht dagegen</translation>
</message>
<message>
<source>submitted {clock}</source>
<translation type="unfinished">abgegeben {clock}</translation>
</message>
<message>
<source>the seal was broken</source>
<translation type="unfinished">das Siegel wurde gebrochen</translation>
</message>
<message>
<source>trigger</source>
<translation type="unfinished">Auslöser</translation>
</message>
<message>
<source>you work here</source>
<translation type="unfinished">Sie arbeiten hier</translation>
</message>
<message>
<source>{left} of {whole} left</source>
<translation type="unfinished">{left} von {whole} übrig</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">{span} zu spät</translation>
</message>
<message>
<source>{span} left</source>
<translation type="unfinished">noch {span}</translation>
</message>
</context>
<context>
<name>InvestigationsPanel</name>
<message>
<source>Have several people look into a question, each blind to the others</source>
<translation type="unfinished">Mehrere eine Frage untersuchen lassen, blind füreinander</translation>
</message>
<message>
<source>Investigate</source>
<translation type="unfinished">Untersuchen</translation>
</message>
<message>
<source>Investigate one more question</source>
<translation type="unfinished">Eine weitere Frage untersuchen</translation>
</message>
<message>
<source>Investigations</source>
<translation type="unfinished">Untersuchungen</translation>
</message>
<message>
<source>Time, people, seal…</source>
<translation type="unfinished">Zeit, Leute, Siegel…</translation>
</message>
<message>
<source>none opened yet</source>
<translation type="unfinished">noch keine eröffnet</translation>
</message>
</context>
<context>
<name>InvestigationsRoom</name>
<message>
<source>Investigate…</source>
<translation type="unfinished">Untersuchen…</translation>
</message>
<message>
<source>Investigations belong to an incident.</source>
<translation type="unfinished">Untersuchungen gehören zu einem Vorfall.</translation>
</message>
<message>
<source>No incident is shown</source>
<translation type="unfinished">Kein Vorfall wird gezeigt</translation>
</message>
<message>
<source>No investigation yet</source>
<translation type="unfinished">Noch keine Untersuchung</translation>
</message>
<message>
<source>Several people look into one question, each blind to the others until all of them are in.</source>
<translation type="unfinished">Mehrere untersuchen eine Frage, blind füreinander, bis alle abgegeben haben.</translation>
</message>
</context>
<context>
<name>JoinCard</name>
<message>
<source>All open. Coming in…</source>
<translation type="unfinished">Alles offen. Trete ein…</translation>
</message>
<message>
<source>Going the way to the server…</source>
<translation type="unfinished">Gehe den Weg zum Server…</translation>
</message>
<message>
<source>Join a room</source>
<translation type="unfinished">Einem Raum beitreten</translation>
</message>
<message>
<source>Open: {steps}</source>
<translation type="unfinished">Offen: {steps}</translation>
</message>
<message>
<source>Several desks, one record. Ask whoever runs it for a join line; it holds your key, so keep it to yourself.</source>
<translation type="unfinished">Mehrere Plätze, eine Aufzeichnung. Den Betreiber um eine Beitrittszeile bitten; sie enthält Ihren Schlüssel, also für sich behalten.</translation>
</message>
<message>
<source>Test and join</source>
<translation type="unfinished">Prüfen und beitreten</translation>
</message>
<message>
<source>The join line you were given</source>
<translation type="unfinished">Die Beitrittszeile, die Sie bekamen</translation>
</message>
<message>
<source>The line is tried first, and you are told in words what works.</source>
<translation type="unfinished">Die Zeile wird zuerst geprüft, und Ihnen wird in Worten gesagt, was geht.</translation>
</message>
<message>
<source>postgresql://…   the line you were given</source>
<translation type="unfinished">postgresql://…   die Zeile, die Sie bekamen</translation>
</message>
<message>
<source>{step}: {said}</source>
<translation type="unfinished">{step}: {said}</translation>
</message>
</context>
<context>
<name>KnownPanel</name>
<message>
<source>Known to all at the opening</source>
<translation type="unfinished">Allen bei der Öffnung bekannt</translation>
</message>
<message>
<source>Since then, to all alike</source>
<translation type="unfinished">Seitdem, allen gleich</translation>
</message>
<message>
<source>no facts were ticked when it was opened</source>
<translation type="unfinished">beim Eröffnen wurden keine Tatsachen abgehakt</translation>
</message>
<message>
<source>nothing yet that matters</source>
<translation type="unfinished">noch nichts, was zählt</translation>
</message>
<message>
<source>{count} older ones on the timeline</source>
<translation type="unfinished">{count} ältere im Verlauf</translation>
</message>
</context>
<context>
<name>LanguageChoice</name>
<message>
<source>Language of the window</source>
<translation type="unfinished">Sprache des Fensters</translation>
</message>
<message>
<source>Like the desktop</source>
<translation type="unfinished">Wie der Desktop</translation>
</message>
</context>
<context>
<name>LargeDialog</name>
<message>
<source>L listens, C shows the code, the arrows scroll, Esc goes back</source>
<translation type="unfinished">L hört an, C zeigt den Code, die Pfeile rollen, Esc geht zurück</translation>
</message>
<message>
<source>Large print</source>
<translation type="unfinished">Großdruck</translation>
</message>
<message>
<source>Listen</source>
<translation type="unfinished">Anhören</translation>
</message>
<message>
<source>QR code</source>
<translation type="unfinished">QR-Code</translation>
</message>
<message>
<source>Stop</source>
<translation type="unfinished">Anhalten</translation>
</message>
</context>
<context>
<name>LargePrint</name>
<message>
<source>The words in large print</source>
<translation type="unfinished">Die Worte im Großdruck</translation>
</message>
</context>
<context>
<name>Leading</name>
<message>
<source>{name} said so</source>
<translation type="unfinished">{name} sagte es</translation>
</message>
</context>
<context>
<name>LearnedPanel</name>
<message>
<source>1 waits</source>
<translation type="unfinished">1 wartet</translation>
</message>
<message>
<source>For which lesson</source>
<translation type="unfinished">Für welche Lehre</translation>
</message>
<message>
<source>Nothing waits. A lesson is noted in the review of its incident.</source>
<translation type="unfinished">Nichts wartet. Eine Lehre wird in der Nachschau ihres Vorfalls notiert.</translation>
</message>
<message>
<source>Propose</source>
<translation type="unfinished">Vorschlagen</translation>
</message>
<message>
<source>Propose the draft as the change that this lesson asks for</source>
<translation type="unfinished">Den Entwurf als die Änderung vorschlagen, die diese Lehre verlangt</translation>
</message>
<message>
<source>Proposed by lessons</source>
<translation type="unfinished">Vorgeschlagen von Lehren</translation>
</message>
<message>
<source>{count} wait</source>
<translation type="unfinished">{count} warten</translation>
</message>
<message>
<source>{number}, lesson {lesson}</source>
<translation type="unfinished">{number}, Lehre {lesson}</translation>
</message>
</context>
<context>
<name>Leaving</name>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Copy them and close</source>
<translation type="unfinished">Kopieren und schließen</translation>
</message>
<message>
<source>Not saved</source>
<translation type="unfinished">Nicht gespeichert</translation>
</message>
<message>
<source>Stay</source>
<translation type="unfinished">Bleiben</translation>
</message>
<message>
<source>These words are not on the disk. If the window closes now, they are lost:</source>
<translation type="unfinished">Diese Worte sind nicht auf der Platte. Schließt das Fenster jetzt, sind sie verloren:</translation>
</message>
</context>
<context>
<name>LessonDialog</name>
<message>
<source>A line more on that checklist</source>
<translation type="unfinished">Eine Zeile mehr auf jener Checkliste</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Decline the change</source>
<translation type="unfinished">Die Änderung ablehnen</translation>
</message>
<message>
<source>Follow-up of it…</source>
<translation type="unfinished">Folgeaufgabe daraus…</translation>
</message>
<message>
<source>It is no lesson</source>
<translation type="unfinished">Es ist keine Lehre</translation>
</message>
<message>
<source>It is shown when something like this is declared again</source>
<translation type="unfinished">Es wird gezeigt, wenn wieder so etwas ausgerufen wird</translation>
</message>
<message>
<source>Lesson {number}</source>
<translation type="unfinished">Lehre {number}</translation>
</message>
<message>
<source>Look whether the newest backup can be read</source>
<translation type="unfinished">Nachsehen, ob die neueste Sicherung lesbar ist</translation>
</message>
<message>
<source>Nobody had looked whether the backups can be read</source>
<translation type="unfinished">Niemand hatte nachgesehen, ob die Sicherungen lesbar sind</translation>
</message>
<message>
<source>Note a lesson</source>
<translation type="unfinished">Eine Lehre notieren</translation>
</message>
<message>
<source>Note it</source>
<translation type="unfinished">Notieren</translation>
</message>
<message>
<source>On whose checklist</source>
<translation type="unfinished">Auf wessen Checkliste</translation>
</message>
<message>
<source>Propose this line</source>
<translation type="unfinished">Diese Zeile vorschlagen</translation>
</message>
<message>
<source>Put it into the plan</source>
<translation type="unfinished">In den Plan setzen</translation>
</message>
<message>
<source>Save the change</source>
<translation type="unfinished">Die Änderung speichern</translation>
</message>
<message>
<source>What changes in the plan?</source>
<translation type="unfinished">Was ändert sich im Plan?</translation>
</message>
<message>
<source>What did it teach?</source>
<translation type="unfinished">Was lehrte es?</translation>
</message>
<message>
<source>What it taught</source>
<translation type="unfinished">Was es lehrte</translation>
</message>
<message>
<source>Why it is declined, or no lesson</source>
<translation type="unfinished">Warum sie abgelehnt wird, oder keine Lehre ist</translation>
</message>
<message>
<source>Work at it in the draft</source>
<translation type="unfinished">Im Entwurf daran arbeiten</translation>
</message>
<message>
<source>about the system, not about people</source>
<translation type="unfinished">über das System, nicht über Menschen</translation>
</message>
<message>
<source>any other change: in the plan room, Ctrl+P</source>
<translation type="unfinished">jede andere Änderung: im Planraum, Ctrl+P</translation>
</message>
<message>
<source>no limit</source>
<translation type="unfinished">keine Grenze</translation>
</message>
<message>
<source>within {span}</source>
<translation type="unfinished">binnen {span}</translation>
</message>
</context>
<context>
<name>LessonWords</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>1 day overdue</source>
<translation type="unfinished">seit 1 Tag überfällig</translation>
</message>
<message>
<source>Detect sooner</source>
<translation type="unfinished">Früher entdecken</translation>
</message>
<message>
<source>In the plan since version {version}</source>
<translation type="unfinished">Im Plan seit Fassung {version}</translation>
</message>
<message>
<source>Its change of the plan was declined</source>
<translation type="unfinished">Ihre Änderung des Plans wurde abgelehnt</translation>
</message>
<message>
<source>Lesson</source>
<translation type="unfinished">Lehre</translation>
</message>
<message>
<source>Make it smaller</source>
<translation type="unfinished">Kleiner machen</translation>
</message>
<message>
<source>Normal</source>
<translation type="unfinished">Normal</translation>
</message>
<message>
<source>Prevent</source>
<translation type="unfinished">Verhindern</translation>
</message>
<message>
<source>Proposes a change of the plan</source>
<translation type="unfinished">Schlägt eine Änderung des Plans vor</translation>
</message>
<message>
<source>Respond better</source>
<translation type="unfinished">Besser reagieren</translation>
</message>
<message>
<source>Urgent</source>
<translation type="unfinished">Dringend</translation>
</message>
<message>
<source>Would have found it sooner</source>
<translation type="unfinished" />
</message>
<message>
<source>Would have helped now</source>
<translation type="unfinished" />
</message>
<message>
<source>Would have made it smaller</source>
<translation type="unfinished" />
</message>
<message>
<source>Would have prevented it</source>
<translation type="unfinished" />
</message>
<message>
<source>done</source>
<translation type="unfinished">erledigt</translation>
</message>
<message>
<source>due {date}</source>
<translation type="unfinished">fällig {date}</translation>
</message>
<message>
<source>it was done, and did not</source>
<translation type="unfinished" />
</message>
<message>
<source>it was dropped</source>
<translation type="unfinished" />
</message>
<message>
<source>it was not done yet</source>
<translation type="unfinished" />
</message>
<message>
<source>it was overdue</source>
<translation type="unfinished" />
</message>
<message>
<source>no date</source>
<translation type="unfinished">kein Datum</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">niemand</translation>
</message>
<message>
<source>overdue</source>
<translation type="unfinished">überfällig</translation>
</message>
<message>
<source>two desks disagree</source>
<translation type="unfinished">zwei Plätze sind uneins</translation>
</message>
<message>
<source>will not be done</source>
<translation type="unfinished">wird nicht getan</translation>
</message>
<message>
<source>{count} days overdue</source>
<translation type="unfinished">seit {count} Tagen überfällig</translation>
</message>
</context>
<context>
<name>LessonsPanel</name>
<message>
<source>1 overdue</source>
<translation type="unfinished">1 überfällig</translation>
</message>
<message>
<source>Add a follow-up</source>
<translation type="unfinished">Eine Folgeaufgabe hinzufügen</translation>
</message>
<message>
<source>Follow-up</source>
<translation type="unfinished">Folgeaufgabe</translation>
</message>
<message>
<source>Lesson</source>
<translation type="unfinished">Lehre</translation>
</message>
<message>
<source>Lessons and follow-ups</source>
<translation type="unfinished">Lehren und Folgeaufgaben</translation>
</message>
<message>
<source>Note a lesson</source>
<translation type="unfinished">Eine Lehre notieren</translation>
</message>
<message>
<source>Nothing yet: what did it teach, and what is to be done?</source>
<translation type="unfinished">Noch nichts: was lehrte er, und was ist zu tun?</translation>
</message>
<message>
<source>{count} overdue</source>
<translation type="unfinished">{count} überfällig</translation>
</message>
</context>
<context>
<name>LevelDialog</name>
<message>
<source>An administrator is made and unmade by two: another one has to ask for the same.</source>
<translation type="unfinished">Verwaltung wird von zweien vergeben und genommen: eine weitere muss um dasselbe bitten.</translation>
</message>
<message>
<source>Ask for it</source>
<translation type="unfinished">Darum bitten</translation>
</message>
<message>
<source>It holds from the moment the shared database has it.</source>
<translation type="unfinished">Es gilt von dem Augenblick an, in dem die gemeinsame Datenbank es hat.</translation>
</message>
<message>
<source>Level of {name}</source>
<translation type="unfinished">Stufe von {name}</translation>
</message>
<message>
<source>Set</source>
<translation type="unfinished">Setzen</translation>
</message>
<message>
<source>The shared database decides; it stays on the record, with the reason</source>
<translation type="unfinished">Die gemeinsame Datenbank entscheidet; es bleibt in der Aufzeichnung, mit dem Grund</translation>
</message>
<message>
<source>What may they do?</source>
<translation type="unfinished">Was dürfen sie?</translation>
</message>
<message>
<source>Why</source>
<translation type="unfinished">Warum</translation>
</message>
<message>
<source>Why?</source>
<translation type="unfinished">Warum?</translation>
</message>
<message>
<source>everybody who shares this record reads it</source>
<translation type="unfinished">alle, die diese Aufzeichnung teilen, lesen es</translation>
</message>
<message>
<source>now: {level}</source>
<translation type="unfinished">jetzt: {level}</translation>
</message>
<message>
<source>on call this week, back from leave…</source>
<translation type="unfinished">diese Woche in Bereitschaft, zurück aus dem Urlaub…</translation>
</message>
<message>
<source>{names} asked for it, too: you are the second.</source>
<translation type="unfinished">{names} baten auch darum: Sie sind die zweite Person.</translation>
</message>
</context>
<context>
<name>LineActions</name>
<message>
<source>Bring it back</source>
<translation type="unfinished">Zurückholen</translation>
</message>
<message>
<source>Copy</source>
<translation type="unfinished">Kopieren</translation>
</message>
<message>
<source>Correct…</source>
<translation type="unfinished">Berichtigen…</translation>
</message>
<message>
<source>Discard</source>
<translation type="unfinished">Verwerfen</translation>
</message>
<message>
<source>Erase its words…</source>
<translation type="unfinished">Die Worte löschen…</translation>
</message>
<message>
<source>Fetch the file now</source>
<translation type="unfinished">Die Datei jetzt holen</translation>
</message>
<message>
<source>Go to it in the other incident</source>
<translation type="unfinished">Im anderen Vorfall dorthin</translation>
</message>
<message>
<source>Let it hold again</source>
<translation type="unfinished">Wieder gelten lassen</translation>
</message>
<message>
<source>Link the incident to another…</source>
<translation type="unfinished">Den Vorfall mit einem anderen verknüpfen…</translation>
</message>
<message>
<source>Look at this decision again…</source>
<translation type="unfinished">Diese Entscheidung noch einmal ansehen…</translation>
</message>
<message>
<source>Make a fact of it…</source>
<translation type="unfinished">Eine Tatsache daraus machen…</translation>
</message>
<message>
<source>Mark as significant</source>
<translation type="unfinished">Als bedeutsam markieren</translation>
</message>
<message>
<source>Move to another incident…</source>
<translation type="unfinished">In einen anderen Vorfall verschieben…</translation>
</message>
<message>
<source>Moved to {number}: “{line}”</source>
<translation type="unfinished">Nach {number} verschoben: „{line}“</translation>
</message>
<message>
<source>No longer significant</source>
<translation type="unfinished">Nicht mehr bedeutsam</translation>
</message>
<message>
<source>Object to this decision…</source>
<translation type="unfinished">Einspruch gegen diese Entscheidung…</translation>
</message>
<message>
<source>Open the file</source>
<translation type="unfinished">Die Datei öffnen</translation>
</message>
<message>
<source>Pin to the top</source>
<translation type="unfinished">Oben anheften</translation>
</message>
<message>
<source>Read the whole line</source>
<translation type="unfinished">Die ganze Zeile lesen</translation>
</message>
<message>
<source>Save the file as…</source>
<translation type="unfinished">Die Datei speichern als…</translation>
</message>
<message>
<source>Split off a second incident…</source>
<translation type="unfinished">Einen zweiten Vorfall abtrennen…</translation>
</message>
<message>
<source>Split off {number}</source>
<translation type="unfinished">{number} abtrennen</translation>
</message>
<message>
<source>Take back</source>
<translation type="unfinished">Zurücknehmen</translation>
</message>
<message>
<source>Take down from the top</source>
<translation type="unfinished">Von oben herunternehmen</translation>
</message>
<message>
<source>Take it as evidence…</source>
<translation type="unfinished">Als Beleg nehmen…</translation>
</message>
<message>
<source>Take it back</source>
<translation type="unfinished">Zurücknehmen</translation>
</message>
<message>
<source>Taken back, and struck through: “{line}”</source>
<translation type="unfinished">Zurückgenommen und durchgestrichen: „{line}“</translation>
</message>
<message>
<source>That cannot be done with this line</source>
<translation type="unfinished">Das geht mit dieser Zeile nicht</translation>
</message>
<message>
<source>Try again to save it</source>
<translation type="unfinished">Noch einmal versuchen, es zu speichern</translation>
</message>
</context>
<context>
<name>LineDialog</name>
<message>
<source>A line of the timeline</source>
<translation type="unfinished">Eine Zeile des Verlaufs</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Copy</source>
<translation type="unfinished">Kopieren</translation>
</message>
<message>
<source>Correct…</source>
<translation type="unfinished">Berichtigen…</translation>
</message>
<message>
<source>The words</source>
<translation type="unfinished">Die Worte</translation>
</message>
<message>
<source>Whatever was said before stays on the record</source>
<translation type="unfinished">Was zuvor gesagt wurde, bleibt in der Aufzeichnung</translation>
</message>
</context>
<context>
<name>LineHint</name>
<message>
<source>About {moment} “{line}”</source>
<translation type="unfinished">Ungefähr {moment} „{line}“</translation>
</message>
<message>
<source>Did it happen {moment}?</source>
<translation type="unfinished">Geschah es {moment}?</translation>
</message>
<message>
<source>Happened {moment}</source>
<translation type="unfinished">Geschah {moment}</translation>
</message>
<message>
<source>Select a line of the timeline first: this is about one</source>
<translation type="unfinished">Erst eine Zeile des Verlaufs wählen: hier geht es um eine</translation>
</message>
<message>
<source>Still to come: {moment}</source>
<translation type="unfinished">Noch zu kommen: {moment}</translation>
</message>
</context>
<context>
<name>LineRows</name>
<message>
<source>About {moment}</source>
<translation type="unfinished">Ungefähr {moment}</translation>
</message>
<message>
<source>Corrected by {name}, {moment}; it said “{text}”</source>
<translation type="unfinished">Berichtigt von {name}, {moment}; da stand „{text}“</translation>
</message>
<message>
<source>Erased by {names}, {moment}</source>
<translation type="unfinished">Gelöscht von {names}, {moment}</translation>
</message>
<message>
<source>Goes on in {number}, split off</source>
<translation type="unfinished">Geht in {number} weiter, abgetrennt</translation>
</message>
<message>
<source>Moved here from {number} by {name}, {moment}</source>
<translation type="unfinished">Hierher verschoben aus {number} von {name}, {moment}</translation>
</message>
<message>
<source>Moved to {number} by {name}, {moment}</source>
<translation type="unfinished">Nach {number} verschoben von {name}, {moment}</translation>
</message>
<message>
<source>Not saved</source>
<translation type="unfinished">Nicht gespeichert</translation>
</message>
<message>
<source>Taken back by {name}, {moment}</source>
<translation type="unfinished">Zurückgenommen von {name}, {moment}</translation>
</message>
<message>
<source>The shared record refused it: its author had no right to write it</source>
<translation type="unfinished">Die gemeinsame Aufzeichnung lehnte es ab: wer es schrieb, hatte kein Recht dazu</translation>
</message>
<message>
<source>Writing</source>
<translation type="unfinished">Schreibe</translation>
</message>
<message>
<source>Written down {moment}</source>
<translation type="unfinished">Notiert {moment}</translation>
</message>
<message>
<source>corrected</source>
<translation type="unfinished">berichtigt</translation>
</message>
<message>
<source>moved to {number}: {words}</source>
<translation type="unfinished">nach {number} verschoben: {words}</translation>
</message>
<message>
<source>pinned</source>
<translation type="unfinished">angeheftet</translation>
</message>
<message>
<source>split off</source>
<translation type="unfinished">abtrennen</translation>
</message>
<message>
<source>taken back</source>
<translation type="unfinished">zurückgenommen</translation>
</message>
<message>
<source>{author} via {adopter}</source>
<translation type="unfinished">{author} über {adopter}</translation>
</message>
<message>
<source>{author}, adopted by {adopter}</source>
<translation type="unfinished">{author}, übernommen von {adopter}</translation>
</message>
<message>
<source>{speaker}, written down by {author}</source>
<translation type="unfinished">{speaker}, notiert von {author}</translation>
</message>
<message>
<source>{told}, of {then}</source>
<translation type="unfinished">{told}, von {then}</translation>
</message>
</context>
<context>
<name>LineSort</name>
<message>
<source>Access</source>
<translation type="unfinished">Zugang</translation>
</message>
<message>
<source>Action</source>
<translation type="unfinished">Aktion</translation>
</message>
<message>
<source>Actions</source>
<translation type="unfinished">Aktionen</translation>
</message>
<message>
<source>All</source>
<translation type="unfinished">Alle</translation>
</message>
<message>
<source>Clock</source>
<translation type="unfinished">Uhr</translation>
</message>
<message>
<source>Course</source>
<translation type="unfinished">Maßnahme</translation>
</message>
<message>
<source>Courses</source>
<translation type="unfinished">Maßnahmen</translation>
</message>
<message>
<source>Decision</source>
<translation type="unfinished">Entscheidung</translation>
</message>
<message>
<source>Decisions</source>
<translation type="unfinished">Entscheidungen</translation>
</message>
<message>
<source>Detection</source>
<translation type="unfinished">Entdeckung</translation>
</message>
<message>
<source>Detections</source>
<translation type="unfinished">Entdeckungen</translation>
</message>
<message>
<source>Erased</source>
<translation type="unfinished">Gelöscht</translation>
</message>
<message>
<source>Evidence</source>
<translation type="unfinished">Belege</translation>
</message>
<message>
<source>Fact</source>
<translation type="unfinished">Tatsache</translation>
</message>
<message>
<source>Facts</source>
<translation type="unfinished">Tatsachen</translation>
</message>
<message>
<source>File</source>
<translation type="unfinished">Datei</translation>
</message>
<message>
<source>Files</source>
<translation type="unfinished">Dateien</translation>
</message>
<message>
<source>Finding</source>
<translation type="unfinished">Befund</translation>
</message>
<message>
<source>Findings</source>
<translation type="unfinished">Befunde</translation>
</message>
<message>
<source>Hypothesis</source>
<translation type="unfinished">Hypothese</translation>
</message>
<message>
<source>Impact</source>
<translation type="unfinished">Wirkung</translation>
</message>
<message>
<source>Inquiry</source>
<translation type="unfinished">Untersuchungsauftrag</translation>
</message>
<message>
<source>Internal</source>
<translation type="unfinished">Intern</translation>
</message>
<message>
<source>Investigations</source>
<translation type="unfinished">Untersuchungen</translation>
</message>
<message>
<source>Lesson</source>
<translation type="unfinished">Lehre</translation>
</message>
<message>
<source>Link</source>
<translation type="unfinished">Verknüpfen</translation>
</message>
<message>
<source>Message</source>
<translation type="unfinished">Mitteilung</translation>
</message>
<message>
<source>Messages</source>
<translation type="unfinished">Mitteilungen</translation>
</message>
<message>
<source>Newer</source>
<translation type="unfinished">Neuer</translation>
</message>
<message>
<source>Note</source>
<translation type="unfinished">Notiz</translation>
</message>
<message>
<source>Notes</source>
<translation type="unfinished">Notizen</translation>
</message>
<message>
<source>Objection</source>
<translation type="unfinished">Einspruch</translation>
</message>
<message>
<source>Planned</source>
<translation type="unfinished">Geplant</translation>
</message>
<message>
<source>Question</source>
<translation type="unfinished">Frage</translation>
</message>
<message>
<source>Questions</source>
<translation type="unfinished">Fragen</translation>
</message>
<message>
<source>Role</source>
<translation type="unfinished">Rolle</translation>
</message>
<message>
<source>Roles</source>
<translation type="unfinished">Rollen</translation>
</message>
<message>
<source>Severity</source>
<translation type="unfinished">Schweregrad</translation>
</message>
<message>
<source>State</source>
<translation type="unfinished">Zustand</translation>
</message>
<message>
<source>States</source>
<translation type="unfinished">Zustände</translation>
</message>
<message>
<source>Task</source>
<translation type="unfinished">Aufgabe</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">Aufgaben</translation>
</message>
</context>
<context>
<name>LinkDialog</name>
<message>
<source>A link destroys nothing and can be taken back</source>
<translation type="unfinished">Eine Verknüpfung zerstört nichts und lässt sich zurücknehmen</translation>
</message>
<message>
<source>Both stay as they are; the link is a line here.</source>
<translation type="unfinished">Beide bleiben, wie sie sind; die Verknüpfung ist hier eine Zeile.</translation>
</message>
<message>
<source>Link</source>
<translation type="unfinished">Verknüpfen</translation>
</message>
<message>
<source>Link to another incident</source>
<translation type="unfinished">Mit einem anderen Vorfall verknüpfen</translation>
</message>
<message>
<source>Take back: {relation} {other}</source>
<translation type="unfinished">Zurücknehmen: {relation} {other}</translation>
</message>
<message>
<source>This incident is then merged: work goes on in the other.</source>
<translation type="unfinished">Dieser Vorfall ist dann überführt: die Arbeit geht im anderen weiter.</translation>
</message>
<message>
<source>a duplicate of</source>
<translation type="unfinished">eine Dublette von</translation>
</message>
<message>
<source>a part of</source>
<translation type="unfinished">ein Teil von</translation>
</message>
<message>
<source>a repeat of</source>
<translation type="unfinished">eine Wiederholung von</translation>
</message>
<message>
<source>caused by</source>
<translation type="unfinished">verursacht durch</translation>
</message>
<message>
<source>split from</source>
<translation type="unfinished">abgetrennt von</translation>
</message>
</context>
<context>
<name>LinkForm</name>
<message>
<source>Links that stand</source>
<translation type="unfinished">Verknüpfungen, die gelten</translation>
</message>
<message>
<source>The other incident</source>
<translation type="unfinished">Der andere Vorfall</translation>
</message>
<message>
<source>This incident is</source>
<translation type="unfinished">Dieser Vorfall ist</translation>
</message>
<message>
<source>Which incident</source>
<translation type="unfinished">Welcher Vorfall</translation>
</message>
</context>
<context>
<name>LinkRows</name>
<message>
<source>Copy</source>
<translation type="unfinished">Kopieren</translation>
</message>
<message>
<source>Copy {link}</source>
<translation type="unfinished">{link} kopieren</translation>
</message>
<message>
<source>Nothing here opens links; it is copied</source>
<translation type="unfinished">Hier öffnet nichts Links; es ist kopiert</translation>
</message>
<message>
<source>Open</source>
<translation type="unfinished">Öffnen</translation>
</message>
<message>
<source>Open it in the browser</source>
<translation type="unfinished">Im Browser öffnen</translation>
</message>
<message>
<source>Open it in the browser (Ctrl+L)</source>
<translation type="unfinished">Im Browser öffnen (Ctrl+L)</translation>
</message>
<message>
<source>Open {link}</source>
<translation type="unfinished">{link} öffnen</translation>
</message>
<message>
<source>Opened in the browser</source>
<translation type="unfinished">Im Browser geöffnet</translation>
</message>
<message>
<source>The link is copied</source>
<translation type="unfinished">Der Link ist kopiert</translation>
</message>
</context>
<context>
<name>LinksPanel</name>
<message>
<source>Caused by</source>
<translation type="unfinished">Verursacht durch</translation>
</message>
<message>
<source>Duplicate of</source>
<translation type="unfinished">Dublette von</translation>
</message>
<message>
<source>Each was merged into the other at the same moment, so nobody works on either</source>
<translation type="unfinished">Jeder wurde im selben Augenblick in den anderen überführt, also arbeitet niemand an einem</translation>
</message>
<message>
<source>Go on in this one</source>
<translation type="unfinished">In diesem weiterarbeiten</translation>
</message>
<message>
<source>Link</source>
<translation type="unfinished">Verknüpfen</translation>
</message>
<message>
<source>Link to another incident</source>
<translation type="unfinished">Mit einem anderen Vorfall verknüpfen</translation>
</message>
<message>
<source>Linked incidents</source>
<translation type="unfinished">Verknüpft</translation>
</message>
<message>
<source>None yet: a repeat, a part, a duplicate, a cause</source>
<translation type="unfinished">Noch keine: Wiederholung, Teil, Dublette, Ursache</translation>
</message>
<message>
<source>Part of</source>
<translation type="unfinished">Teil von</translation>
</message>
<message>
<source>Repeat of</source>
<translation type="unfinished">Wiederholung von</translation>
</message>
<message>
<source>Split</source>
<translation type="unfinished">Trennen</translation>
</message>
<message>
<source>Split from</source>
<translation type="unfinished">Abgetrennt von</translation>
</message>
<message>
<source>Split off a second incident</source>
<translation type="unfinished">Einen zweiten Vorfall abtrennen</translation>
</message>
<message>
<source>What was like this incident (Ctrl+Shift+F)</source>
<translation type="unfinished">Was diesem Vorfall ähnlich war (Ctrl+Shift+F)</translation>
</message>
<message>
<source>{number} is a part of this</source>
<translation type="unfinished">{number} ist ein Teil hiervon</translation>
</message>
<message>
<source>{number} is a repeat of this</source>
<translation type="unfinished">{number} ist eine Wiederholung hiervon</translation>
</message>
<message>
<source>{number} was caused by this</source>
<translation type="unfinished">{number} wurde hierdurch verursacht</translation>
</message>
<message>
<source>{number} was merged into this</source>
<translation type="unfinished">{number} wurde hierin überführt</translation>
</message>
<message>
<source>{number} was split from this</source>
<translation type="unfinished">{number} wurde hiervon abgetrennt</translation>
</message>
<message>
<source>{relation} {number}</source>
<translation type="unfinished">{relation} {number}</translation>
</message>
</context>
<context>
<name>Listening</name>
<message>
<source>No sound device took it: {why}</source>
<translation type="unfinished">Kein Tongerät nahm es an: {why}</translation>
</message>
<message>
<source>Nothing here plays sounds: pw-play, paplay or aplay is needed</source>
<translation type="unfinished">Hier spielt nichts Töne: pw-play, paplay oder aplay wird gebraucht</translation>
</message>
<message>
<source>The sound could not be played: {why}</source>
<translation type="unfinished">Der Ton ließ sich nicht abspielen: {why}</translation>
</message>
<message>
<source>The voice could not be kept: {why}</source>
<translation type="unfinished">Die Stimme ließ sich nicht aufbewahren: {why}</translation>
</message>
</context>
<context>
<name>LockDialog</name>
<message>
<source>Each record opens for its owner alone</source>
<translation type="unfinished">Jede Aufzeichnung öffnet sich nur ihrem Eigner</translation>
</message>
<message>
<source>Forgotten PIN</source>
<translation type="unfinished">PIN vergessen</translation>
</message>
<message>
<source>Go on</source>
<translation type="unfinished">Weiter</translation>
</message>
<message>
<source>PIN of {name}</source>
<translation type="unfinished">PIN von {name}</translation>
</message>
<message>
<source>Put it aside</source>
<translation type="unfinished">Beiseitelegen</translation>
</message>
<message>
<source>Somebody without a PIN, in the open record</source>
<translation type="unfinished">Jemand ohne PIN, in der offenen Aufzeichnung</translation>
</message>
<message>
<source>The record is put aside, not deleted, for the case that the PIN turns up.</source>
<translation type="unfinished">Die Aufzeichnung wird beiseitegelegt, nicht gelöscht, falls sich die PIN findet.</translation>
</message>
<message>
<source>Try again</source>
<translation type="unfinished">Noch einmal versuchen</translation>
</message>
<message>
<source>Unlock</source>
<translation type="unfinished">Entsperren</translation>
</message>
<message>
<source>Unlocking</source>
<translation type="unfinished">Entsperre</translation>
</message>
<message>
<source>What was shared comes back: put this record aside, go on without a PIN, and have an administrator let you into the shared database anew. What was not shared is lost.</source>
<translation type="unfinished">Geteiltes kommt zurück: diese Aufzeichnung beiseitelegen, ohne PIN weitermachen und sich von einer Verwaltung neu in die gemeinsame Datenbank einlassen lassen. Nicht Geteiltes ist verloren.</translation>
</message>
<message>
<source>Who is at the desk?</source>
<translation type="unfinished">Wer ist am Platz?</translation>
</message>
<message>
<source>Without the PIN nobody can open {name}'s record: not we, not an administrator.</source>
<translation type="unfinished">Ohne die PIN kann niemand die Aufzeichnung von {name} öffnen: nicht wir, nicht die Verwaltung.</translation>
</message>
</context>
<context>
<name>Looking</name>
<message>
<source>Compare</source>
<translation type="unfinished">Vergleichen</translation>
</message>
<message>
<source>Show</source>
<translation type="unfinished">Zeigen</translation>
</message>
<message>
<source>Since {name}</source>
<translation type="unfinished">Seit {name}</translation>
</message>
<message>
<source>Use “{words}”</source>
<translation type="unfinished">„{words}“ benutzen</translation>
</message>
<message>
<source>nothing new</source>
<translation type="unfinished">nichts Neues</translation>
</message>
<message>
<source>{new} new, {gone} gone</source>
<translation type="unfinished">{new} neu, {gone} weg</translation>
</message>
<message>
<source>{used} characters</source>
<translation type="unfinished">{used} Zeichen</translation>
</message>
</context>
<context>
<name>LookingBack</name>
<message>
<source>No incident is shown. While one is declared, what was like it comes up beside it.</source>
<translation type="unfinished">Kein Vorfall wird gezeigt. Während einer ausgerufen wird, erscheint daneben, was ihm ähnlich war.</translation>
</message>
</context>
<context>
<name>LooksPage</name>
<message>
<source>Dark</source>
<translation type="unfinished">Dunkel</translation>
</message>
<message>
<source>Language</source>
<translation type="unfinished">Sprache</translation>
</message>
<message>
<source>Light</source>
<translation type="unfinished">Hell</translation>
</message>
<message>
<source>Like the desktop</source>
<translation type="unfinished">Wie der Desktop</translation>
</message>
<message>
<source>Of the window; German, Spanish and Arabic were not reviewed yet by somebody who grew up with them</source>
<translation type="unfinished">Des Fensters; Deutsch, Spanisch und Arabisch wurden noch nicht von jemandem durchgesehen, der damit aufgewachsen ist</translation>
</message>
<message>
<source>Say it aloud</source>
<translation type="unfinished">Laut sagen</translation>
</message>
<message>
<source>Silent</source>
<translation type="unfinished">Still</translation>
</message>
<message>
<source>The clocks of the plan; needs espeak-ng, which is not here</source>
<translation type="unfinished">Die Uhren des Plans; braucht espeak-ng, das nicht hier ist</translation>
</message>
<message>
<source>This computer's zone</source>
<translation type="unfinished">Die Zone dieses Rechners</translation>
</message>
</context>
<context>
<name>MailForm</name>
<message>
<source>From, like desk@example.org</source>
<translation type="unfinished">Von, etwa desk@example.org</translation>
</message>
<message>
<source>Keep</source>
<translation type="unfinished">Behalten</translation>
</message>
<message>
<source>Keep the mail account: {channel}</source>
<translation type="unfinished">Das E-Mail-Konto behalten: {channel}</translation>
</message>
<message>
<source>Mail server, like smtp.example.org:465</source>
<translation type="unfinished">Mailserver, etwa smtp.example.org:465</translation>
</message>
<message>
<source>Password</source>
<translation type="unfinished">Passwort</translation>
</message>
<message>
<source>User; none if the server asks for none</source>
<translation type="unfinished">Benutzer; keiner, wenn der Server keinen verlangt</translation>
</message>
</context>
<context>
<name>MaintenanceDialog</name>
<message>
<source>Announce it</source>
<translation type="unfinished">Ankündigen</translation>
</message>
<message>
<source>Announce maintenance</source>
<translation type="unfinished">Wartung ankündigen</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>It begins now</source>
<translation type="unfinished">Es beginnt jetzt</translation>
</message>
<message>
<source>It does not take place</source>
<translation type="unfinished">Es findet nicht statt</translation>
</message>
<message>
<source>It goes wrong: declare…</source>
<translation type="unfinished">Es geht schief: ausrufen…</translation>
</message>
<message>
<source>It is over</source>
<translation type="unfinished">Es ist vorbei</translation>
</message>
<message>
<source>It takes so much longer</source>
<translation type="unfinished">Es dauert so viel länger</translation>
</message>
<message>
<source>Maintenance {number}</source>
<translation type="unfinished">Wartung {number}</translation>
</message>
<message>
<source>Save the change</source>
<translation type="unfinished">Die Änderung speichern</translation>
</message>
<message>
<source>What happens to it, and why?</source>
<translation type="unfinished">Was geschieht damit, und warum?</translation>
</message>
<message>
<source>While it runs, what it announced is muted</source>
<translation type="unfinished">Solange sie läuft, ist stumm, was sie ankündigte</translation>
</message>
<message>
<source>Why, or what came of it</source>
<translation type="unfinished">Warum, oder was dabei herauskam</translation>
</message>
<message>
<source>asked for where it is not as it was announced</source>
<translation type="unfinished">verlangt, wo es nicht ist wie angekündigt</translation>
</message>
</context>
<context>
<name>MaintenanceForm</name>
<message>
<source>Bridge 7, +49 30 1234567</source>
<translation type="unfinished">Brücke 7, +49 30 1234567</translation>
</message>
<message>
<source>Card payments fail for two minutes</source>
<translation type="unfinished">Kartenzahlungen scheitern zwei Minuten lang</translation>
</message>
<message>
<source>From</source>
<translation type="unfinished">Von</translation>
</message>
<message>
<source>From when?</source>
<translation type="unfinished">Ab wann?</translation>
</message>
<message>
<source>How they are reached meanwhile</source>
<translation type="unfinished">Wie sie inzwischen zu erreichen sind</translation>
</message>
<message>
<source>Move the payments database</source>
<translation type="unfinished">Die Zahlungsdatenbank umziehen</translation>
</message>
<message>
<source>On which services or regions?</source>
<translation type="unfinished">Auf welchen Diensten oder Regionen?</translation>
</message>
<message>
<source>Open it in the browser</source>
<translation type="unfinished">Im Browser öffnen</translation>
</message>
<message>
<source>Say from when and until when.</source>
<translation type="unfinished">Sagen, von wann bis wann.</translation>
</message>
<message>
<source>Until</source>
<translation type="unfinished">Bis</translation>
</message>
<message>
<source>Until when?</source>
<translation type="unfinished">Bis wann?</translation>
</message>
<message>
<source>What is done</source>
<translation type="unfinished">Was getan wird</translation>
</message>
<message>
<source>What is done, and when?</source>
<translation type="unfinished">Was wird getan, und wann?</translation>
</message>
<message>
<source>What may be noticed</source>
<translation type="unfinished">Was zu merken sein kann</translation>
</message>
<message>
<source>What may be noticed, and who knows?</source>
<translation type="unfinished">Was kann zu merken sein, und wer weiß es?</translation>
</message>
<message>
<source>Where more is written</source>
<translation type="unfinished">Wo mehr geschrieben steht</translation>
</message>
<message>
<source>Who</source>
<translation type="unfinished">Wer</translation>
</message>
<message>
<source>Who does it?</source>
<translation type="unfinished">Wer tut es?</translation>
</message>
<message>
<source>https://… where more is written</source>
<translation type="unfinished">https://… wo mehr geschrieben steht</translation>
</message>
<message>
<source>say who does it</source>
<translation type="unfinished">sagen, wer es tut</translation>
</message>
<message>
<source>what is not named is not muted</source>
<translation type="unfinished">was nicht genannt ist, ist nicht stumm</translation>
</message>
</context>
<context>
<name>MaintenancePanel</name>
<message>
<source>1 late</source>
<translation type="unfinished">1 verspätet</translation>
</message>
<message>
<source>All {count}</source>
<translation type="unfinished">Alle {count}</translation>
</message>
<message>
<source>Announce maintenance</source>
<translation type="unfinished">Wartung ankündigen</translation>
</message>
<message>
<source>Maintenance</source>
<translation type="unfinished">Wartung</translation>
</message>
<message>
<source>None announced for the next days</source>
<translation type="unfinished">Für die nächsten Tage ist keine angekündigt</translation>
</message>
<message>
<source>Schedule</source>
<translation type="unfinished">Ansetzen</translation>
</message>
<message>
<source>This incident came of it</source>
<translation type="unfinished">Dieser Vorfall kam daraus</translation>
</message>
<message>
<source>Touches {services}</source>
<translation type="unfinished">Berührt {services}</translation>
</message>
<message>
<source>{count} late</source>
<translation type="unfinished">{count} verspätet</translation>
</message>
</context>
<context>
<name>MaintenancePublic</name>
<message>
<source>Let customers read it</source>
<translation type="unfinished">Kunden es lesen lassen</translation>
</message>
<message>
<source>Let customers read these words</source>
<translation type="unfinished">Kunden diese Worte lesen lassen</translation>
</message>
<message>
<source>On the status page</source>
<translation type="unfinished">Auf der Statusseite</translation>
</message>
<message>
<source>Propose these words</source>
<translation type="unfinished">Diese Worte vorschlagen</translation>
</message>
<message>
<source>Take it off the page</source>
<translation type="unfinished">Von der Seite nehmen</translation>
</message>
<message>
<source>Take the words back</source>
<translation type="unfinished">Die Worte zurücknehmen</translation>
</message>
<message>
<source>What customers read of it</source>
<translation type="unfinished">Was Kunden davon lesen</translation>
</message>
<message>
<source>What is done, and what they notice</source>
<translation type="unfinished">Was getan wird und was sie merken</translation>
</message>
<message>
<source>customers read it; worded by {name}</source>
<translation type="unfinished">Kunden lesen es; Worte von {name}</translation>
</message>
<message>
<source>customers read nothing of it</source>
<translation type="unfinished">Kunden lesen nichts davon</translation>
</message>
<message>
<source>worded by {name}; somebody else has to allow it</source>
<translation type="unfinished">Worte von {name}; jemand anderes muss sie erlauben</translation>
</message>
<message>
<source>worded, and not allowed yet</source>
<translation type="unfinished">formuliert und noch nicht erlaubt</translation>
</message>
</context>
<context>
<name>MaintenanceTold</name>
<message>
<source>What was said so far</source>
<translation type="unfinished">Was bisher gesagt wurde</translation>
</message>
<message>
<source>all of it stands in the duty log</source>
<translation type="unfinished">alles davon steht im Dienstbuch</translation>
</message>
</context>
<context>
<name>MaintenanceWords</name>
<message>
<source>Ask {who}</source>
<translation type="unfinished">{who} fragen</translation>
</message>
<message>
<source>Cancelled</source>
<translation type="unfinished">Abgesagt</translation>
</message>
<message>
<source>Ended {ends}</source>
<translation type="unfinished">Beendet {ends}</translation>
</message>
<message>
<source>Expected: {what}</source>
<translation type="unfinished">Erwartet: {what}</translation>
</message>
<message>
<source>Is it this? {number}, {what}, runs since {begins}, until {ends}</source>
<translation type="unfinished">Ist es das? {number}, {what}, läuft seit {begins}, bis {ends}</translation>
</message>
<message>
<source>Is it this? {number}, {what}, runs since {begins}, was to end {ends}</source>
<translation type="unfinished">Ist es das? {number}, {what}, läuft seit {begins}, sollte enden {ends}</translation>
</message>
<message>
<source>Late {span}, was to end {ends}</source>
<translation type="unfinished">{span} zu spät, sollte enden {ends}</translation>
</message>
<message>
<source>Or {numbers}</source>
<translation type="unfinished">Oder {numbers}</translation>
</message>
<message>
<source>Runs until {ends}</source>
<translation type="unfinished">Läuft bis {ends}</translation>
</message>
<message>
<source>Two desks said two things: {about}</source>
<translation type="unfinished">Zwei Plätze sagten zweierlei: {about}</translation>
</message>
<message>
<source>how they are reached</source>
<translation type="unfinished">wie sie zu erreichen sind</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">niemand</translation>
</message>
<message>
<source>the beginning</source>
<translation type="unfinished">der Anfang</translation>
</message>
<message>
<source>the end</source>
<translation type="unfinished">das Ende</translation>
</message>
<message>
<source>the link</source>
<translation type="unfinished">der Link</translation>
</message>
<message>
<source>the regions</source>
<translation type="unfinished">die Regionen</translation>
</message>
<message>
<source>the services</source>
<translation type="unfinished">die Dienste</translation>
</message>
<message>
<source>what is done</source>
<translation type="unfinished">was getan wird</translation>
</message>
<message>
<source>what may be noticed</source>
<translation type="unfinished">was zu merken sein kann</translation>
</message>
<message>
<source>where it stands</source>
<translation type="unfinished">wo es steht</translation>
</message>
<message>
<source>who does it</source>
<translation type="unfinished">wer es tut</translation>
</message>
<message>
<source>{begins} to {ends}</source>
<translation type="unfinished">{begins} bis {ends}</translation>
</message>
<message>
<source>{number} {title}</source>
<translation type="unfinished">{number} {title}</translation>
</message>
</context>
<context>
<name>MaintenancesDialog</name>
<message>
<source>1 maintenance</source>
<translation type="unfinished">1 Wartung</translation>
</message>
<message>
<source>Also what is over</source>
<translation type="unfinished">Auch, was vorbei ist</translation>
</message>
<message>
<source>Announce one…</source>
<translation type="unfinished">Eine ankündigen…</translation>
</message>
<message>
<source>Arrows move, Enter opens</source>
<translation type="unfinished">Pfeile bewegen, Enter öffnet</translation>
</message>
<message>
<source>Maintenance</source>
<translation type="unfinished">Wartung</translation>
</message>
<message>
<source>None is announced</source>
<translation type="unfinished">Keine ist angekündigt</translation>
</message>
<message>
<source>None is like that</source>
<translation type="unfinished">Keins ist so</translation>
</message>
<message>
<source>Number, or words of what is done, of a service or a name</source>
<translation type="unfinished">Nummer oder Worte dessen, was getan wird, eines Dienstes oder Namens</translation>
</message>
<message>
<source>Open</source>
<translation type="unfinished">Öffnen</translation>
</message>
<message>
<source>{count} maintenances</source>
<translation type="unfinished">{count} Wartungen</translation>
</message>
<message>
<source>{count} more: type what it is about</source>
<translation type="unfinished">{count} weitere: tippen, worum es geht</translation>
</message>
</context>
<context>
<name>MatrixCentre</name>
<message>
<source>1 more piece below</source>
<translation type="unfinished">1 weiteres Stück darunter</translation>
</message>
<message>
<source>= counts for no hypothesis, kept for the review</source>
<translation type="unfinished">= zählt für keine Hypothese, für die Nachschau aufgehoben</translation>
</message>
<message>
<source>No hypothesis yet</source>
<translation type="unfinished">Noch keine Hypothese</translation>
</message>
<message>
<source>Say what may be so</source>
<translation type="unfinished">Sagen, was so sein könnte</translation>
</message>
<message>
<source>Say what may be so, each alone; then what was seen, and what that says of each.</source>
<translation type="unfinished">Sagen, was so sein könnte, jedes für sich; dann was zu sehen war und was das von jedem sagt.</translation>
</message>
<message>
<source>Space</source>
<translation type="unfinished">Leertaste</translation>
</message>
<message>
<source>fits</source>
<translation type="unfinished">passt</translation>
</message>
<message>
<source>neither</source>
<translation type="unfinished">keins</translation>
</message>
<message>
<source>next not yet</source>
<translation type="unfinished">nächste noch nicht</translation>
</message>
<message>
<source>none tells hypotheses apart so far</source>
<translation type="unfinished">bisher unterscheidet keiner die Hypothesen</translation>
</message>
<message>
<source>not yet</source>
<translation type="unfinished">noch nicht</translation>
</message>
<message>
<source>rename</source>
<translation type="unfinished">umbenennen</translation>
</message>
<message>
<source>sort</source>
<translation type="unfinished">Art</translation>
</message>
<message>
<source>speaks against</source>
<translation type="unfinished">spricht dagegen</translation>
</message>
<message>
<source>trust</source>
<translation type="unfinished">Vertrauen</translation>
</message>
<message>
<source>why</source>
<translation type="unfinished">warum</translation>
</message>
<message>
<source>{count} more pieces below</source>
<translation type="unfinished">{count} weitere Stücke darunter</translation>
</message>
<message>
<source>{count} of them tell none apart</source>
<translation type="unfinished">{count} davon unterscheiden keine</translation>
</message>
</context>
<context>
<name>MatrixHead</name>
<message>
<source>(the question was erased)</source>
<translation type="unfinished">(die Frage wurde gelöscht)</translation>
</message>
<message>
<source>Add a piece of evidence (E)</source>
<translation type="unfinished">Einen Beleg hinzufügen (E)</translation>
</message>
<message>
<source>Evidence</source>
<translation type="unfinished">Belege</translation>
</message>
<message>
<source>Hypothesis</source>
<translation type="unfinished">Hypothese</translation>
</message>
<message>
<source>Rated</source>
<translation type="unfinished">Bewertet</translation>
</message>
<message>
<source>Say what may be so (H)</source>
<translation type="unfinished">Sagen, was so sein könnte (H)</translation>
</message>
<message>
<source>Time box</source>
<translation type="unfinished">Zeitrahmen</translation>
</message>
<message>
<source>What may be so; a short name may stand before a colon</source>
<translation type="unfinished">Was so sein könnte; ein kurzer Name darf vor einem Doppelpunkt stehen</translation>
</message>
<message>
<source>{rated} of {all} cells</source>
<translation type="unfinished">{rated} von {all} Zellen</translation>
</message>
</context>
<context>
<name>MatrixView</name>
<message>
<source>Matrix of hypotheses and evidence</source>
<translation type="unfinished">Matrix der Hypothesen und Belege</translation>
</message>
<message>
<source>tells none apart</source>
<translation type="unfinished">unterscheidet keine</translation>
</message>
</context>
<context>
<name>MeasuresPanel</name>
<message>
<source>How long it takes</source>
<translation type="unfinished">Wie lange es dauert</translation>
</message>
<message>
<source>To declare</source>
<translation type="unfinished">Bis zur Ausrufung</translation>
</message>
<message>
<source>To detect</source>
<translation type="unfinished">Bis zur Entdeckung</translation>
</message>
<message>
<source>To mitigate</source>
<translation type="unfinished">Bis zur Milderung</translation>
</message>
<message>
<source>To resolve</source>
<translation type="unfinished">Bis zur Behebung</translation>
</message>
<message>
<source>detected → declared</source>
<translation type="unfinished">entdeckt → ausgerufen</translation>
</message>
<message>
<source>detected → mitigated</source>
<translation type="unfinished">entdeckt → gemildert</translation>
</message>
<message>
<source>detected → resolved</source>
<translation type="unfinished">entdeckt → behoben</translation>
</message>
<message>
<source>impact started → detected</source>
<translation type="unfinished">Wirkung begann → entdeckt</translation>
</message>
</context>
<context>
<name>MergingWords</name>
<message>
<source>All {count} lines stay</source>
<translation type="unfinished">Alle {count} Zeilen bleiben</translation>
</message>
<message>
<source>Courses that are not over stay here as they stand: {courses}.</source>
<translation type="unfinished">Maßnahmen, die nicht vorbei sind, bleiben hier, wie sie stehen: {courses}.</translation>
</message>
<message>
<source>Ctrl+Z on the empty command line takes it back, and everything is as it was.</source>
<translation type="unfinished">Ctrl+Z in der leeren Befehlszeile nimmt es zurück, und alles ist wie zuvor.</translation>
</message>
<message>
<source>Messages stay under {here}, and what was let go still goes out: {messages}.</source>
<translation type="unfinished">Mitteilungen bleiben unter {here}, und was losgelassen wurde, geht noch hinaus: {messages}.</translation>
</message>
<message>
<source>No task is open here.</source>
<translation type="unfinished">Hier ist keine Aufgabe offen.</translation>
</message>
<message>
<source>On the status page the old links of {here} lead on to {there}.</source>
<translation type="unfinished">Auf der Statusseite führen die alten Links von {here} weiter zu {there}.</translation>
</message>
<message>
<source>Open tasks stay here with whoever has them: {tasks}. Give in {there} what must go on.</source>
<translation type="unfinished">Offene Aufgaben bleiben hier bei denen, die sie haben: {tasks}. In {there} geben, was weitergehen muss.</translation>
</message>
<message>
<source>Reports judged to be of {here} stay with it ({count}); what comes now is judged to {there}.</source>
<translation type="unfinished">Meldungen, die {here} zugeordnet wurden, bleiben dabei ({count}); was jetzt kommt, wird {there} zugeordnet.</translation>
</message>
<message>
<source>The one line stays</source>
<translation type="unfinished">Die eine Zeile bleibt</translation>
</message>
<message>
<source>What was promised in {here} is not owed any more; {there} has its own times.</source>
<translation type="unfinished">Was in {here} zugesagt war, wird nicht mehr geschuldet; {there} hat eigene Zeiten.</translation>
</message>
<message>
<source>and {count} more roles</source>
<translation type="unfinished">und {count} weitere Rollen</translation>
</message>
<message>
<source>nobody yet</source>
<translation type="unfinished">noch niemand</translation>
</message>
<message>
<source>{here} is then merged, and work goes on in {there}.</source>
<translation type="unfinished">{here} wird dann überführt, und die Arbeit geht in {there} weiter.</translation>
</message>
<message>
<source>{lines} readable under {here}; V moves one to {there}.</source>
<translation type="unfinished">{lines} unter {here} lesbar; V verschiebt eine nach {there}.</translation>
</message>
<message>
<source>{title}: {name} here, {other} in {there}.</source>
<translation type="unfinished">{title}: {name} hier, {other} in {there}.</translation>
</message>
<message>
<source>{title}: {name} in both.</source>
<translation type="unfinished">{title}: {name} in beiden.</translation>
</message>
</context>
<context>
<name>MessageDialog</name>
<message>
<source>A letter that is changed afterwards needs a new yes</source>
<translation type="unfinished">Ein Buchstabe, der danach geändert wird, braucht ein neues Ja</translation>
</message>
<message>
<source>Approve</source>
<translation type="unfinished">Freigeben</translation>
</message>
<message>
<source>As it would go out now</source>
<translation type="unfinished">Wie es jetzt hinausginge</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Decline</source>
<translation type="unfinished">Ablehnen</translation>
</message>
<message>
<source>May this go out?</source>
<translation type="unfinished">Darf das hinaus?</translation>
</message>
<message>
<source>Why it does not go out like this</source>
<translation type="unfinished">Warum es so nicht hinausgeht</translation>
</message>
<message>
<source>Why not: it says more than we know</source>
<translation type="unfinished">Warum nicht: es sagt mehr, als wir wissen</translation>
</message>
<message>
<source>as it was said last</source>
<translation type="unfinished">wie es zuletzt gesagt wurde</translation>
</message>
<message>
<source>the first by this channel</source>
<translation type="unfinished">die erste über diesen Kanal</translation>
</message>
<message>
<source>what changed since the last is below</source>
<translation type="unfinished">was sich seit der letzten änderte, steht darunter</translation>
</message>
</context>
<context>
<name>MessageEditor</name>
<message>
<source>The words for {channel}</source>
<translation type="unfinished">Die Worte für {channel}</translation>
</message>
<message>
<source>What has happened, who is affected, what to do meanwhile, when the next word comes</source>
<translation type="unfinished">Was geschehen ist, wer betroffen ist, was inzwischen zu tun ist, wann das nächste Wort kommt</translation>
</message>
<message>
<source>not promised</source>
<translation type="unfinished">nicht zugesagt</translation>
</message>
</context>
<context>
<name>MessageLanes</name>
<message>
<source>Messages by channel</source>
<translation type="unfinished">Mitteilungen nach Kanal</translation>
</message>
<message>
<source>goes out {clock}</source>
<translation type="unfinished">geht hinaus {clock}</translation>
</message>
<message>
<source>now {clock}</source>
<translation type="unfinished">jetzt {clock}</translation>
</message>
<message>
<source>{count} late</source>
<translation type="unfinished">{count} verspätet</translation>
</message>
<message>
<source>{count} promised</source>
<translation type="unfinished">{count} zugesagt</translation>
</message>
<message>
<source>{count} sent</source>
<translation type="unfinished">{count} gesendet</translation>
</message>
<message>
<source>{name} {number}, sent {clock}: {words}</source>
<translation type="unfinished">{name} {number}, gesendet {clock}: {words}</translation>
</message>
<message>
<source>{name}, goes out at {clock}</source>
<translation type="unfinished">{name}, geht um {clock} hinaus</translation>
</message>
<message>
<source>{name}, promised for {clock}</source>
<translation type="unfinished">{name}, zugesagt für {clock}</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">{span} zu spät</translation>
</message>
</context>
<context>
<name>MessageNeedWords</name>
<message>
<source> or </source>
<translation type="unfinished"> oder </translation>
</message>
<message>
<source>Message {number} has not gone out yet: {channel}</source>
<translation type="unfinished">Mitteilung {number} ist noch nicht hinaus: {channel}</translation>
</message>
<message>
<source>Message {number} is held back, a fact in it was withdrawn: {channel}</source>
<translation type="unfinished">Mitteilung {number} wird zurückgehalten, eine Tatsache darin wurde zurückgezogen: {channel}</translation>
</message>
<message>
<source>Message {number} is held back: {channel}</source>
<translation type="unfinished">Mitteilung {number} wird zurückgehalten: {channel}</translation>
</message>
<message>
<source>Message {number} waits for a yes of {who}: {title}</source>
<translation type="unfinished">Mitteilung {number} wartet auf ein Ja von {who}: {title}</translation>
</message>
<message>
<source>Message {number} waits for your yes: {title}</source>
<translation type="unfinished">Mitteilung {number} wartet auf Ihr Ja: {title}</translation>
</message>
<message>
<source>Message {number} was not delivered: {channel}</source>
<translation type="unfinished">Mitteilung {number} wurde nicht zugestellt: {channel}</translation>
</message>
<message>
<source>Message {number} went out and still needs a yes: {title}</source>
<translation type="unfinished">Mitteilung {number} ging hinaus und braucht noch ein Ja: {title}</translation>
</message>
<message>
<source>Message {number} went out and still needs your yes: {title}</source>
<translation type="unfinished">Mitteilung {number} ging hinaus und braucht noch Ihr Ja: {title}</translation>
</message>
<message>
<source>Message {number} went out and was refused afterwards: {channel}</source>
<translation type="unfinished">Mitteilung {number} ging hinaus und wurde danach abgelehnt: {channel}</translation>
</message>
<message>
<source>Message {number}: two different words were proposed at once</source>
<translation type="unfinished">Mitteilung {number}: zwei verschiedene Wortlaute wurden zugleich vorgeschlagen</translation>
</message>
<message>
<source>{audience} hear from us</source>
<translation type="unfinished">{audience} hören von uns</translation>
</message>
<message>
<source>{audience} wait for an update</source>
<translation type="unfinished">{audience} warten auf eine Nachricht</translation>
</message>
<message>
<source>{channel} and {count} more</source>
<translation type="unfinished">{channel} und {count} weitere</translation>
</message>
<message>
<source>{role}: nobody yet</source>
<translation type="unfinished">{role}: noch niemand</translation>
</message>
</context>
<context>
<name>MessageWords</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>Arabic</source>
<translation type="unfinished">Arabisch</translation>
</message>
<message>
<source>Chinese</source>
<translation type="unfinished">Chinesisch</translation>
</message>
<message>
<source>Czech</source>
<translation type="unfinished">Tschechisch</translation>
</message>
<message>
<source>Danish</source>
<translation type="unfinished">Dänisch</translation>
</message>
<message>
<source>Dutch</source>
<translation type="unfinished">Niederländisch</translation>
</message>
<message>
<source>English</source>
<translation type="unfinished">Englisch</translation>
</message>
<message>
<source>Finnish</source>
<translation type="unfinished">Finnisch</translation>
</message>
<message>
<source>French</source>
<translation type="unfinished">Französisch</translation>
</message>
<message>
<source>German</source>
<translation type="unfinished">Deutsch</translation>
</message>
<message>
<source>Greek</source>
<translation type="unfinished">Griechisch</translation>
</message>
<message>
<source>Hungarian</source>
<translation type="unfinished">Ungarisch</translation>
</message>
<message>
<source>Italian</source>
<translation type="unfinished">Italienisch</translation>
</message>
<message>
<source>Japanese</source>
<translation type="unfinished">Japanisch</translation>
</message>
<message>
<source>Korean</source>
<translation type="unfinished">Koreanisch</translation>
</message>
<message>
<source>Norwegian</source>
<translation type="unfinished">Norwegisch</translation>
</message>
<message>
<source>Polish</source>
<translation type="unfinished">Polnisch</translation>
</message>
<message>
<source>Portuguese</source>
<translation type="unfinished">Portugiesisch</translation>
</message>
<message>
<source>Romanian</source>
<translation type="unfinished">Rumänisch</translation>
</message>
<message>
<source>Russian</source>
<translation type="unfinished">Russisch</translation>
</message>
<message>
<source>Spanish</source>
<translation type="unfinished">Spanisch</translation>
</message>
<message>
<source>Swedish</source>
<translation type="unfinished">Schwedisch</translation>
</message>
<message>
<source>Turkish</source>
<translation type="unfinished">Türkisch</translation>
</message>
<message>
<source>Ukrainian</source>
<translation type="unfinished">Ukrainisch</translation>
</message>
<message>
<source>Vietnamese</source>
<translation type="unfinished">Vietnamesisch</translation>
</message>
<message>
<source>agreed beforehand</source>
<translation type="unfinished">vorher vereinbart</translation>
</message>
<message>
<source>approval asked</source>
<translation type="unfinished">Freigabe erbeten</translation>
</message>
<message>
<source>approved</source>
<translation type="unfinished">freigegeben</translation>
</message>
<message>
<source>approved in {span}</source>
<translation type="unfinished">freigegeben in {span}</translation>
</message>
<message>
<source>by hand</source>
<translation type="unfinished">von Hand</translation>
</message>
<message>
<source>changed since approval was asked</source>
<translation type="unfinished">geändert, seit um Freigabe gebeten wurde</translation>
</message>
<message>
<source>declined</source>
<translation type="unfinished">abgelehnt</translation>
</message>
<message>
<source>draft</source>
<translation type="unfinished">Entwurf</translation>
</message>
<message>
<source>goes out at {clock}</source>
<translation type="unfinished">geht hinaus um {clock}</translation>
</message>
<message>
<source>going out</source>
<translation type="unfinished">geht hinaus</translation>
</message>
<message>
<source>held back</source>
<translation type="unfinished">zurückgehalten</translation>
</message>
<message>
<source>its original was changed</source>
<translation type="unfinished">sein Original wurde geändert</translation>
</message>
<message>
<source>maybe twice</source>
<translation type="unfinished">vielleicht zweimal</translation>
</message>
<message>
<source>missing, a press begins it</source>
<translation type="unfinished">fehlt, ein Druck beginnt es</translation>
</message>
<message>
<source>no words yet</source>
<translation type="unfinished">noch keine Worte</translation>
</message>
<message>
<source>not accepted</source>
<translation type="unfinished">nicht angenommen</translation>
</message>
<message>
<source>not delivered</source>
<translation type="unfinished">nicht zugestellt</translation>
</message>
<message>
<source>sent</source>
<translation type="unfinished">gesendet</translation>
</message>
<message>
<source>sent without acceptance</source>
<translation type="unfinished">ohne Annahme gesendet</translation>
</message>
<message>
<source>stopped</source>
<translation type="unfinished">angehalten</translation>
</message>
<message>
<source>with a witness, the database away</source>
<translation type="unfinished">mit einem Zeugen, die Datenbank ist weg</translation>
</message>
<message>
<source>{name}, sent {clock}: {words}</source>
<translation type="unfinished">{name}, gesendet {clock}: {words}</translation>
</message>
<message>
<source>{role}: nobody else yet</source>
<translation type="unfinished">{role}: sonst noch niemand</translation>
</message>
</context>
<context>
<name>MessagesPanel</name>
<message>
<source>Messages</source>
<translation type="unfinished">Mitteilungen</translation>
</message>
<message>
<source>None yet</source>
<translation type="unfinished">Noch keine</translation>
</message>
<message>
<source>at {clock}</source>
<translation type="unfinished">um {clock}</translation>
</message>
<message>
<source>{count} not out yet</source>
<translation type="unfinished">{count} noch nicht hinaus</translation>
</message>
</context>
<context>
<name>MomentField</name>
<message>
<source>"19:30" or "10 min ago"</source>
<translation type="unfinished">„19:30“ oder „vor 10 min“</translation>
</message>
<message>
<source>"22:00" or "in 2 h"</source>
<translation type="unfinished">„22:00“ oder „in 2 h“</translation>
</message>
<message>
<source>not a time yet</source>
<translation type="unfinished">noch keine Zeit</translation>
</message>
<message>
<source>{moment}, still to come</source>
<translation type="unfinished">{moment}, noch zu kommen</translation>
</message>
</context>
<context>
<name>Moments</name>
<message>
<source>{days} d</source>
<translation type="unfinished">{days} d</translation>
</message>
<message>
<source>{days} d {hours} h</source>
<translation type="unfinished">{days} d {hours} h</translation>
</message>
<message>
<source>{days} d {time}</source>
<translation type="unfinished">{days} d {time}</translation>
</message>
<message>
<source>{hours} h</source>
<translation type="unfinished">{hours} h</translation>
</message>
<message>
<source>{hours} h {minutes} min</source>
<translation type="unfinished">{hours} h {minutes} min</translation>
</message>
<message>
<source>{minutes} min</source>
<translation type="unfinished">{minutes} min</translation>
</message>
<message>
<source>{seconds} s</source>
<translation type="unfinished">{seconds} s</translation>
</message>
</context>
<context>
<name>MoveDialog</name>
<message>
<source>Cancel</source>
<translation type="unfinished">Abbrechen</translation>
</message>
<message>
<source>It stays readable here, and comes back by one key</source>
<translation type="unfinished">Es bleibt hier lesbar und kommt mit einer Taste zurück</translation>
</message>
<message>
<source>Move a line to another incident</source>
<translation type="unfinished">Eine Zeile in einen anderen Vorfall verschieben</translation>
</message>
<message>
<source>Move it there</source>
<translation type="unfinished">Dorthin verschieben</translation>
</message>
</context>
<context>
<name>MutedLines</name>
<message>
<source>Muted by {number}: {title}</source>
<translation type="unfinished">Stummgeschaltet durch {number}: {title}</translation>
</message>
</context>
<context>
<name>NameLine</name>
<message>
<source>Leave it as it is (Esc)</source>
<translation type="unfinished">Lassen, wie es ist (Esc)</translation>
</message>
</context>
<context>
<name>Navigation</name>
<message>
<source>Open it again, and what you had begun is there: {forms}</source>
<translation type="unfinished">Wieder öffnen, und das Begonnene ist da: {forms}</translation>
</message>
</context>
<context>
<name>NeedWords</name>
<message>
<source>Call {name}: {channel} {address}, for {about}</source>
<translation type="unfinished">{name} rufen: {channel} {address}, für {about}</translation>
</message>
<message>
<source>Course {number} waits for a yes: {what}</source>
<translation type="unfinished">Maßnahme {number} wartet auf ein Ja: {what}</translation>
</message>
<message>
<source>Course {number} waits for your yes: {what}</source>
<translation type="unfinished">Maßnahme {number} wartet auf Ihr Ja: {what}</translation>
</message>
<message>
<source>Course {number}: shall step {step} go on?</source>
<translation type="unfinished">Maßnahme {number}: soll Schritt {step} weitergehen?</translation>
</message>
<message>
<source>Course {number}: {what}</source>
<translation type="unfinished">Maßnahme {number}: {what}</translation>
</message>
<message>
<source>Fact {number} against {others}: {what}</source>
<translation type="unfinished">Tatsache {number} gegen {others}: {what}</translation>
</message>
<message>
<source>Fact {number} is confirmed and withdrawn at once</source>
<translation type="unfinished">Tatsache {number} ist zugleich bestätigt und zurückgezogen</translation>
</message>
<message>
<source>Look again: {what}</source>
<translation type="unfinished">Noch einmal ansehen: {what}</translation>
</message>
<message>
<source>Message {message} told fact {number}, which is withdrawn</source>
<translation type="unfinished">Mitteilung {message} sagte Tatsache {number}, die zurückgezogen ist</translation>
</message>
<message>
<source>Nobody</source>
<translation type="unfinished">Niemand</translation>
</message>
<message>
<source>Task {number} is not seen: {what}</source>
<translation type="unfinished">Aufgabe {number} ist nicht gesehen: {what}</translation>
</message>
<message>
<source>Task {number} is stuck: {what}</source>
<translation type="unfinished">Aufgabe {number} steckt fest: {what}</translation>
</message>
<message>
<source>Task {number} is yours: {what}</source>
<translation type="unfinished">Aufgabe {number} ist Ihre: {what}</translation>
</message>
<message>
<source>Task {number}, done? {what}</source>
<translation type="unfinished">Aufgabe {number}, erledigt? {what}</translation>
</message>
<message>
<source>Task {number}: {what}</source>
<translation type="unfinished">Aufgabe {number}: {what}</translation>
</message>
<message>
<source>You are {role}: say that you have it</source>
<translation type="unfinished">Sie sind {role}: sagen, dass Sie sie haben</translation>
</message>
<message>
<source>{clock} is due</source>
<translation type="unfinished">{clock} ist fällig</translation>
</message>
<message>
<source>{clock} is due, {count} missed before</source>
<translation type="unfinished">{clock} ist fällig, davor {count} verpasst</translation>
</message>
<message>
<source>{count} courses under way: {numbers}</source>
<translation type="unfinished">{count} Maßnahmen laufen: {numbers}</translation>
</message>
<message>
<source>{count} courses wait for your yes</source>
<translation type="unfinished">{count} Maßnahmen warten auf Ihr Ja</translation>
</message>
<message>
<source>{count} of your tasks: {numbers}</source>
<translation type="unfinished">{count} Ihrer Aufgaben: {numbers}</translation>
</message>
<message>
<source>{count} people also elsewhere</source>
<translation type="unfinished">{count} Personen auch anderswo</translation>
</message>
<message>
<source>{count} roles do not answer: {roles}</source>
<translation type="unfinished">{count} Rollen antworten nicht: {roles}</translation>
</message>
<message>
<source>{count} roles, nobody yet: {roles}</source>
<translation type="unfinished">{count} Rollen, noch niemand: {roles}</translation>
</message>
<message>
<source>{count} steps of {role}: {first}</source>
<translation type="unfinished">{count} Schritte von {role}: {first}</translation>
</message>
<message>
<source>{giver} offers you {role}</source>
<translation type="unfinished">{giver} bietet Ihnen {role} an</translation>
</message>
<message>
<source>{name} asks: {text}</source>
<translation type="unfinished">{name} fragt: {text}</translation>
</message>
<message>
<source>{name} declines: {about}</source>
<translation type="unfinished">{name} lehnt ab: {about}</translation>
</message>
<message>
<source>{name} does not answer at all: {about}</source>
<translation type="unfinished">{name} antwortet gar nicht: {about}</translation>
</message>
<message>
<source>{name} has not answered: {text}</source>
<translation type="unfinished">{name} hat nicht geantwortet: {text}</translation>
</message>
<message>
<source>{name} is in {number} as well</source>
<translation type="unfinished">{name} ist auch in {number}</translation>
</message>
<message>
<source>{number} is past its end: {what}</source>
<translation type="unfinished">{number} ist über ihr Ende hinaus: {what}</translation>
</message>
<message>
<source>{number}, over? {what}</source>
<translation type="unfinished">{number}, vorbei? {what}</translation>
</message>
<message>
<source>{role} does not answer</source>
<translation type="unfinished">{role} antwortet nicht</translation>
</message>
<message>
<source>{role}: accepted, and ended at another desk at once</source>
<translation type="unfinished">{role}: angenommen und zugleich an einem anderen Platz beendet</translation>
</message>
<message>
<source>{role}: nobody yet</source>
<translation type="unfinished">{role}: noch niemand</translation>
</message>
<message>
<source>{taker} does not answer: {role}</source>
<translation type="unfinished">{taker} antwortet nicht: {role}</translation>
</message>
</context>
<context>
<name>NeedsMenu</name>
<message>
<source>Go to it</source>
<translation type="unfinished">Dorthin</translation>
</message>
<message>
<source>Put off for {span}</source>
<translation type="unfinished">Aufschieben um {span}</translation>
</message>
<message>
<source>Put off, and say why…</source>
<translation type="unfinished">Aufschieben und sagen warum…</translation>
</message>
<message>
<source>See it again now</source>
<translation type="unfinished">Jetzt wieder sehen</translation>
</message>
<message>
<source>That is fine: they work in both</source>
<translation type="unfinished">Das ist in Ordnung: sie arbeiten in beiden</translation>
</message>
</context>
<context>
<name>NeedsPanel</name>
<message>
<source>Fewer</source>
<translation type="unfinished">Weniger</translation>
</message>
<message>
<source>Needs you now</source>
<translation type="unfinished">Braucht Sie jetzt</translation>
</message>
<message>
<source>Nothing needs you now</source>
<translation type="unfinished">Jetzt braucht Sie nichts</translation>
</message>
<message>
<source>Say that it is fine, or give the role to somebody else</source>
<translation type="unfinished">Sagen, dass es in Ordnung ist, oder die Rolle jemand anderem geben</translation>
</message>
<message>
<source>To what needs you now</source>
<translation type="unfinished">Zu dem, was Sie jetzt braucht</translation>
</message>
<message>
<source>of {count}</source>
<translation type="unfinished">von {count}</translation>
</message>
<message>
<source>{count} late</source>
<translation type="unfinished">{count} verspätet</translation>
</message>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} weitere</translation>
</message>
<message>
<source>{count} muted</source>
<translation type="unfinished">{count} stummgeschaltet</translation>
</message>
<message>
<source>{count} put off</source>
<translation type="unfinished">{count} aufgeschoben</translation>
</message>
<message>
<source>{count} with others</source>
<translation type="unfinished">{count} bei anderen</translation>
</message>
</context>
<context>
<name>NewMessageDialog</name>
<message>
<source>Begin</source>
<translation type="unfinished">Beginnen</translation>
</message>
<message>
<source>By which channels?</source>
<translation type="unfinished">Über welche Kanäle?</translation>
</message>
<message>
<source>Empty</source>
<translation type="unfinished">Leer</translation>
</message>
<message>
<source>Nothing goes out before the plan's yes</source>
<translation type="unfinished">Nichts geht hinaus vor dem Ja des Plans</translation>
</message>
<message>
<source>This incident is restricted: whoever reads a public channel will know of it.</source>
<translation type="unfinished">Dieser Vorfall ist eingeschränkt: wer einen öffentlichen Kanal liest, erfährt von ihm.</translation>
</message>
<message>
<source>Tick at least one channel</source>
<translation type="unfinished">Mindestens einen Kanal abhaken</translation>
</message>
<message>
<source>What is it about?</source>
<translation type="unfinished">Worum geht es?</translation>
</message>
<message>
<source>What it is about</source>
<translation type="unfinished">Worum es geht</translation>
</message>
<message>
<source>What it is about: Scope is known</source>
<translation type="unfinished">Worum es geht: Der Umfang ist bekannt</translation>
</message>
<message>
<source>What was said last</source>
<translation type="unfinished">Was zuletzt gesagt wurde</translation>
</message>
<message>
<source>Which words?</source>
<translation type="unfinished">Welche Worte?</translation>
</message>
<message>
<source>Words to begin with</source>
<translation type="unfinished">Worte für den Anfang</translation>
</message>
<message>
<source>Write a message</source>
<translation type="unfinished">Eine Mitteilung schreiben</translation>
</message>
</context>
<context>
<name>NewTaskDialog</name>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Give a task</source>
<translation type="unfinished">Eine Aufgabe geben</translation>
</message>
<message>
<source>Give it to {name}</source>
<translation type="unfinished">{name} geben</translation>
</message>
<message>
<source>Give the task</source>
<translation type="unfinished">Die Aufgabe geben</translation>
</message>
<message>
<source>How long may it take?</source>
<translation type="unfinished">Wie lange darf es dauern?</translation>
</message>
<message>
<source>Read the logs of db1 since 23:00</source>
<translation type="unfinished">Die Logs von db1 seit 23:00 lesen</translation>
</message>
<message>
<source>The same by keys: /task @name 15m what to do</source>
<translation type="unfinished">Dasselbe mit Tasten: /task @name 15m was zu tun ist</translation>
</message>
<message>
<source>What is to be done</source>
<translation type="unfinished">Was zu tun ist</translation>
</message>
<message>
<source>What is to be done?</source>
<translation type="unfinished">Was ist zu tun?</translation>
</message>
<message>
<source>Who does it?</source>
<translation type="unfinished">Wer tut es?</translation>
</message>
<message>
<source>Who?</source>
<translation type="unfinished">Wer?</translation>
</message>
<message>
<source>no limit</source>
<translation type="unfinished">keine Grenze</translation>
</message>
<message>
<source>then it is asked: done, need more, or stuck?</source>
<translation type="unfinished">dann wird gefragt: erledigt, mehr nötig oder fest?</translation>
</message>
<message>
<source>who has it says so, or is asked again</source>
<translation type="unfinished">wer sie hat, sagt es oder wird noch einmal gefragt</translation>
</message>
</context>
<context>
<name>Newer</name>
<message>
<source>1 newer line</source>
<translation type="unfinished">1 neuere Zeile</translation>
</message>
<message>
<source>{count} newer lines</source>
<translation type="unfinished">{count} neuere Zeilen</translation>
</message>
</context>
<context>
<name>NotSaved</name>
<message>
<source>1 file is not saved</source>
<translation type="unfinished">1 Datei ist nicht gespeichert</translation>
</message>
<message>
<source>1 line is not saved</source>
<translation type="unfinished">1 Zeile ist nicht gespeichert</translation>
</message>
<message>
<source>Copy</source>
<translation type="unfinished">Kopieren</translation>
</message>
<message>
<source>Copy what is not saved</source>
<translation type="unfinished">Kopieren, was nicht gespeichert ist</translation>
</message>
<message>
<source>Discard</source>
<translation type="unfinished">Verwerfen</translation>
</message>
<message>
<source>Discard what is not saved</source>
<translation type="unfinished">Verwerfen, was nicht gespeichert ist</translation>
</message>
<message>
<source>Try again</source>
<translation type="unfinished">Noch einmal versuchen</translation>
</message>
<message>
<source>Try again to save</source>
<translation type="unfinished">Noch einmal zu speichern versuchen</translation>
</message>
<message>
<source>{count} files are not saved</source>
<translation type="unfinished">{count} Dateien sind nicht gespeichert</translation>
</message>
<message>
<source>{count} lines are not saved</source>
<translation type="unfinished">{count} Zeilen sind nicht gespeichert</translation>
</message>
</context>
<context>
<name>NotesPanel</name>
<message>
<source>1 writes</source>
<translation type="unfinished">1 schreibt</translation>
</message>
<message>
<source>Notes</source>
<translation type="unfinished">Notizen</translation>
</message>
<message>
<source>What you see, try and rule out. Several write here.</source>
<translation type="unfinished">Was Sie sehen, versuchen und ausschließen. Hier schreiben mehrere.</translation>
</message>
<message>
<source>Write a note</source>
<translation type="unfinished">Eine Notiz schreiben</translation>
</message>
<message>
<source>Write a note; Enter keeps it</source>
<translation type="unfinished">Eine Notiz schreiben; Enter behält sie</translation>
</message>
<message>
<source>{count} write</source>
<translation type="unfinished">{count} schreiben</translation>
</message>
</context>
<context>
<name>NotificationCard</name>
<message>
<source> or </source>
<translation type="unfinished"> oder </translation>
</message>
<message>
<source>A file of the timeline</source>
<translation type="unfinished">Eine Datei des Verlaufs</translation>
</message>
<message>
<source>Decides: {words}</source>
<translation type="unfinished">Entscheidet: {words}</translation>
</message>
<message>
<source>Every step of it stands in the timeline</source>
<translation type="unfinished">Jeder Schritt davon steht im Verlauf</translation>
</message>
<message>
<source>File</source>
<translation type="unfinished">Datei</translation>
</message>
<message>
<source>How soon: {words}</source>
<translation type="unfinished">Wie bald: {words}</translation>
</message>
<message>
<source>It has to be told</source>
<translation type="unfinished">Es ist zu melden</translation>
</message>
<message>
<source>It was sent</source>
<translation type="unfinished">Es wurde gesendet</translation>
</message>
<message>
<source>Known since, or sent at</source>
<translation type="unfinished">Bekannt seit, oder gesendet um</translation>
</message>
<message>
<source>Law: {words}</source>
<translation type="unfinished">Recht: {words}</translation>
</message>
<message>
<source>Not reportable</source>
<translation type="unfinished">Nicht meldepflichtig</translation>
</message>
<message>
<source>Reference</source>
<translation type="unfinished">Kennzeichen</translation>
</message>
<message>
<source>Say first what proves it</source>
<translation type="unfinished">Erst sagen, was es beweist</translation>
</message>
<message>
<source>Say first why it has not to be told</source>
<translation type="unfinished">Erst sagen, warum es nicht zu melden ist</translation>
</message>
<message>
<source>The law asks: {title}</source>
<translation type="unfinished">Das Recht verlangt: {title}</translation>
</message>
<message>
<source>The name of a file of the timeline</source>
<translation type="unfinished">Der Name einer Datei des Verlaufs</translation>
</message>
<message>
<source>The number that the recipient gave</source>
<translation type="unfinished">Die Nummer, die der Empfänger gab</translation>
</message>
<message>
<source>The words that were sent, or the reason</source>
<translation type="unfinished">Die gesendeten Worte, oder der Grund</translation>
</message>
<message>
<source>To: {words}</source>
<translation type="unfinished">An: {words}</translation>
</message>
<message>
<source>Told {clock} by {name}</source>
<translation type="unfinished">Gesagt {clock} von {name}</translation>
</message>
<message>
<source>What proves it</source>
<translation type="unfinished">Was es beweist</translation>
</message>
<message>
<source>What was sent, or the reason</source>
<translation type="unfinished">Was gesendet wurde, oder der Grund</translation>
</message>
<message>
<source>When</source>
<translation type="unfinished">Wann</translation>
</message>
<message>
<source>When: {words}</source>
<translation type="unfinished">Wann: {words}</translation>
</message>
<message>
<source>a number, the words, or a file</source>
<translation type="unfinished">eine Nummer, die Worte oder eine Datei</translation>
</message>
<message>
<source>without delay, at the latest in its time</source>
<translation type="unfinished">ohne Verzug, spätestens in seiner Frist</translation>
</message>
</context>
<context>
<name>Notifying</name>
<message>
<source>Show</source>
<translation type="unfinished">Zeigen</translation>
</message>
<message>
<source>The desktop shows no messages: {why}</source>
<translation type="unfinished">Der Desktop zeigt keine Meldungen: {why}</translation>
</message>
<message>
<source>nobody answers on the session bus</source>
<translation type="unfinished">niemand antwortet auf dem Sitzungsbus</translation>
</message>
<message>
<source>there is no session bus</source>
<translation type="unfinished">es gibt keinen Sitzungsbus</translation>
</message>
</context>
<context>
<name>OfferLine</name>
<message>
<source> and </source>
<translation type="unfinished"> und </translation>
</message>
<message>
<source>Answer</source>
<translation type="unfinished">Antwort</translation>
</message>
<message>
<source>Go on</source>
<translation type="unfinished">Weiter</translation>
</message>
<message>
<source>Offered to {names}</source>
<translation type="unfinished">{names} angeboten</translation>
</message>
<message>
<source>Read it</source>
<translation type="unfinished">Lesen</translation>
</message>
<message>
<source>Your draft of a handover, {clock}</source>
<translation type="unfinished">Ihr Entwurf einer Übergabe, {clock}</translation>
</message>
<message>
<source>{names}: no answer for {span}</source>
<translation type="unfinished">{names}: keine Antwort seit {span}</translation>
</message>
<message>
<source>{words}: the handover of {role}</source>
<translation type="unfinished">{words}: die Übergabe von {role}</translation>
</message>
</context>
<context>
<name>OfferWords</name>
<message>
<source>1 entry</source>
<translation type="unfinished">1 Eintrag</translation>
</message>
<message>
<source>at the desk of {name}, since {clock}</source>
<translation type="unfinished">am Platz von {name}, seit {clock}</translation>
</message>
<message>
<source>{count} entries</source>
<translation type="unfinished">{count} Einträge</translation>
</message>
<message>
<source>{entries} by {name}</source>
<translation type="unfinished">{entries} von {name}</translation>
</message>
</context>
<context>
<name>OnCallImportDialog</name>
<message>
<source>1 left out</source>
<translation type="unfinished">1 ausgelassen</translation>
</message>
<message>
<source>1 more</source>
<translation type="unfinished">1 weitere</translation>
</message>
<message>
<source>1 shift</source>
<translation type="unfinished">1 Schicht</translation>
</message>
<message>
<source>Choose a list</source>
<translation type="unfinished">Eine Liste wählen</translation>
</message>
<message>
<source>For which list of the plan?</source>
<translation type="unfinished">Für welche Liste des Plans?</translation>
</message>
<message>
<source>Import</source>
<translation type="unfinished">Einlesen</translation>
</message>
<message>
<source>Import 1 shift</source>
<translation type="unfinished">1 Schicht einlesen</translation>
</message>
<message>
<source>Import an on-call list</source>
<translation type="unfinished">Eine Bereitschaftsliste einlesen</translation>
</message>
<message>
<source>Import {count} shifts</source>
<translation type="unfinished">{count} Schichten einlesen</translation>
</message>
<message>
<source>It takes the place of that list's shifts; those before stay on the record</source>
<translation type="unfinished">Es tritt an die Stelle der Schichten jener Liste; die bisherigen bleiben in der Aufzeichnung</translation>
</message>
<message>
<source>Line {line}, {column}: {why}</source>
<translation type="unfinished">Zeile {line}, {column}: {why}</translation>
</message>
<message>
<source>Line {line}: {why}</source>
<translation type="unfinished">Zeile {line}: {why}</translation>
</message>
<message>
<source>Not among the contacts of the plan, so nobody knows how to reach them: {names}</source>
<translation type="unfinished">Nicht unter den Kontakten des Plans, also weiß niemand, wie sie zu erreichen sind: {names}</translation>
</message>
<message>
<source>Not understood</source>
<translation type="unfinished">Nicht verstanden</translation>
</message>
<message>
<source>Understood</source>
<translation type="unfinished">Verstanden</translation>
</message>
<message>
<source>What it changes</source>
<translation type="unfinished">Was sie ändert</translation>
</message>
<message>
<source>and {count} more</source>
<translation type="unfinished">und {count} weitere</translation>
</message>
<message>
<source>nothing</source>
<translation type="unfinished">nichts</translation>
</message>
<message>
<source>read up to {moment}</source>
<translation type="unfinished">gelesen bis {moment}</translation>
</message>
<message>
<source>{count} left out</source>
<translation type="unfinished">{count} weggelassen</translation>
</message>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} weitere</translation>
</message>
<message>
<source>{count} shifts</source>
<translation type="unfinished">{count} Schichten</translation>
</message>
</context>
<context>
<name>OnCallListDialog</name>
<message>
<source>By the plan it is, the first first: {names}. Import shifts to know who it is when.</source>
<translation type="unfinished">Nach dem Plan ist es, der Erste zuerst: {names}. Schichten einlesen, um zu wissen, wer es wann ist.</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Fills: {roles}</source>
<translation type="unfinished">Füllt: {roles}</translation>
</message>
<message>
<source>From {file}, read by {name}; times without a zone were read as those of {zone}</source>
<translation type="unfinished">Aus {file}, eingelesen von {name}; Zeiten ohne Zone wurden als solche von {zone} gelesen</translation>
</message>
<message>
<source>Nothing was imported for it</source>
<translation type="unfinished">Dafür wurde nichts eingelesen</translation>
</message>
<message>
<source>The next two weeks</source>
<translation type="unfinished">Die nächsten zwei Wochen</translation>
</message>
<message>
<source>no role</source>
<translation type="unfinished">keine Rolle</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">niemand</translation>
</message>
</context>
<context>
<name>OnCallPanel</name>
<message>
<source>All files (*)</source>
<translation type="unfinished">Alle Dateien (*)</translation>
</message>
<message>
<source>Calendars and tables (*.ics *.ical *.csv *.tsv)</source>
<translation type="unfinished">Kalender und Tabellen (*.ics *.ical *.csv *.tsv)</translation>
</message>
<message>
<source>Drop it to see what it says</source>
<translation type="unfinished">Loslassen, um zu sehen, was es sagt</translation>
</message>
<message>
<source>Import</source>
<translation type="unfinished">Einlesen</translation>
</message>
<message>
<source>Import an on-call list</source>
<translation type="unfinished">Eine Bereitschaftsliste einlesen</translation>
</message>
<message>
<source>On call</source>
<translation type="unfinished">Bereitschaft</translation>
</message>
<message>
<source>Stop reading</source>
<translation type="unfinished">Nicht weiterlesen</translation>
</message>
<message>
<source>Test</source>
<translation type="unfinished">Probe</translation>
</message>
<message>
<source>Test who answers</source>
<translation type="unfinished">Proben, wer antwortet</translation>
</message>
<message>
<source>The plan has no on-call lists yet</source>
<translation type="unfinished">Der Plan hat noch keine Bereitschaftslisten</translation>
</message>
<message>
<source>Write one into the plan</source>
<translation type="unfinished">Eine in den Plan schreiben</translation>
</message>
<message>
<source>{count} more gaps</source>
<translation type="unfinished">{count} weitere Lücken</translation>
</message>
<message>
<source>{count} more lists</source>
<translation type="unfinished">{count} weitere Listen</translation>
</message>
</context>
<context>
<name>OnCallWords</name>
<message>
<source>1 contact not checked for {span}</source>
<translation type="unfinished">1 Kontakt seit {span} nicht geprüft</translation>
</message>
<message>
<source>Nobody for {title}</source>
<translation type="unfinished">Niemand für {title}</translation>
</message>
<message>
<source>On call, and the plan has no way to reach them</source>
<translation type="unfinished">In Bereitschaft, und der Plan hat keinen Weg zu ihnen</translation>
</message>
<message>
<source>Two desks read two lists</source>
<translation type="unfinished">Zwei Plätze lasen zwei Listen</translation>
</message>
<message>
<source>answered {clock}</source>
<translation type="unfinished">beantwortet {clock}</translation>
</message>
<message>
<source>asked {clock}, no answer yet</source>
<translation type="unfinished">gefragt {clock}, noch keine Antwort</translation>
</message>
<message>
<source>by the plan</source>
<translation type="unfinished">nach dem Plan</translation>
</message>
<message>
<source>did not answer {clock}</source>
<translation type="unfinished">antwortete nicht {clock}</translation>
</message>
<message>
<source>does not answer, asked {clock}</source>
<translation type="unfinished">antwortet nicht, gefragt {clock}</translation>
</message>
<message>
<source>from {start} on: the list ends there</source>
<translation type="unfinished">ab {start}: die Liste endet dort</translation>
</message>
<message>
<source>just now</source>
<translation type="unfinished">gerade eben</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">niemand</translation>
</message>
<message>
<source>old: read {span}</source>
<translation type="unfinished">alt: gelesen {span}</translation>
</message>
<message>
<source>read {span}</source>
<translation type="unfinished">gelesen {span}</translation>
</message>
<message>
<source>to be called</source>
<translation type="unfinished">zu rufen</translation>
</message>
<message>
<source>to be called: {way}</source>
<translation type="unfinished">zu rufen: {way}</translation>
</message>
<message>
<source>until {clock}, then {names}</source>
<translation type="unfinished">bis {clock}, dann {names}</translation>
</message>
<message>
<source>{count} contacts not checked for {span}</source>
<translation type="unfinished">{count} Kontakte seit {span} nicht geprüft</translation>
</message>
<message>
<source>{count} days</source>
<translation type="unfinished">{count} Tage</translation>
</message>
<message>
<source>{names} and {count} more</source>
<translation type="unfinished">{names} und {count} weitere</translation>
</message>
<message>
<source>{names} for {title}</source>
<translation type="unfinished">{names} für {title}</translation>
</message>
<message>
<source>{span} ago</source>
<translation type="unfinished">vor {span}</translation>
</message>
<message>
<source>{start} to {end}</source>
<translation type="unfinished">{start} bis {end}</translation>
</message>
<message>
<source>{start} to {end}, for {span}</source>
<translation type="unfinished">{start} bis {end}, für {span}</translation>
</message>
<message>
<source>{times}: {now}, before {was}</source>
<translation type="unfinished">{times}: {now}, zuvor {was}</translation>
</message>
</context>
<context>
<name>OnDuty</name>
<message>
<source>Adopted 1 line of the duty log</source>
<translation type="unfinished">1 Zeile des Dienstbuchs übernommen</translation>
</message>
<message>
<source>Adopted {count} lines of the duty log</source>
<translation type="unfinished">{count} Zeilen des Dienstbuchs übernommen</translation>
</message>
<message>
<source>Bring them back (Ctrl+Z)</source>
<translation type="unfinished">Zurückholen (Ctrl+Z)</translation>
</message>
<message>
<source>Nothing stands in the duty log that an incident could adopt</source>
<translation type="unfinished">Im Dienstbuch steht nichts, was ein Vorfall übernehmen könnte</translation>
</message>
</context>
<context>
<name>Opening</name>
<message>
<source>Look at what can be read</source>
<translation type="unfinished">Ansehen, was lesbar ist</translation>
</message>
<message>
<source>Open the newest sound backup</source>
<translation type="unfinished">Die neueste heile Sicherung öffnen</translation>
</message>
<message>
<source>Quit</source>
<translation type="unfinished">Beenden</translation>
</message>
<message>
<source>The newest sound backup is {name}. If you open it, the damaged files are set aside, not deleted.</source>
<translation type="unfinished">Die neueste heile Sicherung ist {name}. Wenn Sie sie öffnen, werden die beschädigten Dateien beiseitegelegt, nicht gelöscht.</translation>
</message>
<message>
<source>The record is damaged</source>
<translation type="unfinished">Die Aufzeichnung ist beschädigt</translation>
</message>
<message>
<source>There is no sound backup of it. Nothing was changed.</source>
<translation type="unfinished">Es gibt keine heile Sicherung davon. Nichts wurde geändert.</translation>
</message>
<message>
<source>This record cannot be opened for writing</source>
<translation type="unfinished">Diese Aufzeichnung lässt sich nicht zum Schreiben öffnen</translation>
</message>
<message>
<source>This record is open elsewhere</source>
<translation type="unfinished">Diese Aufzeichnung ist anderswo offen</translation>
</message>
<message>
<source>Try again</source>
<translation type="unfinished">Noch einmal versuchen</translation>
</message>
<message>
<source>What lies on the disk is not what was written. This is what was found:</source>
<translation type="unfinished">Was auf der Platte liegt, ist nicht, was geschrieben wurde. Das wurde gefunden:</translation>
</message>
</context>
<context>
<name>OriginalWords</name>
<message>
<source>Still right</source>
<translation type="unfinished">Stimmt noch</translation>
</message>
<message>
<source>The original, {language}</source>
<translation type="unfinished">Das Original, {language}</translation>
</message>
<message>
<source>{channel}, {language}</source>
<translation type="unfinished">{channel}, {language}</translation>
</message>
<message>
<source>{channel}, {language}: changed since</source>
<translation type="unfinished">{channel}, {language}: seitdem geändert</translation>
</message>
</context>
<context>
<name>OutsidePanel</name>
<message>
<source>Nobody asked yet</source>
<translation type="unfinished">Noch fragt niemand</translation>
</message>
<message>
<source>Note a question…</source>
<translation type="unfinished">Eine Frage notieren…</translation>
</message>
<message>
<source>Nothing by the plan</source>
<translation type="unfinished">Nichts nach Plan</translation>
</message>
<message>
<source>The law asks</source>
<translation type="unfinished">Das Recht verlangt</translation>
</message>
<message>
<source>Who else asks</source>
<translation type="unfinished">Wer sonst fragt</translation>
</message>
<message>
<source>nothing to be told now</source>
<translation type="unfinished">jetzt ist nichts zu melden</translation>
</message>
<message>
<source>{count} open</source>
<translation type="unfinished">{count} offen</translation>
</message>
<message>
<source>{count} to be told</source>
<translation type="unfinished">{count} zu melden</translation>
</message>
</context>
<context>
<name>OutsideWords</name>
<message>
<source> or </source>
<translation type="unfinished"> oder </translation>
</message>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>By the plan it may have to be told, by {due}: its time counts from {start}. Decide.</source>
<translation type="unfinished">Nach dem Plan muss es vielleicht gemeldet werden, bis {due}: die Frist zählt ab {start}. Entscheiden.</translation>
</message>
<message>
<source>Has it to be told? {title}</source>
<translation type="unfinished">Ist es zu melden? {title}</translation>
</message>
<message>
<source>It had to be told by {due}, and is {late} late.</source>
<translation type="unfinished">Es war bis {due} zu melden und ist {late} zu spät.</translation>
</message>
<message>
<source>It has to be told by {due}: its time counts from {start}.</source>
<translation type="unfinished">Es ist bis {due} zu melden: die Frist zählt ab {start}.</translation>
</message>
<message>
<source>It was decided that it has not to be told.</source>
<translation type="unfinished">Es wurde entschieden, dass es nicht zu melden ist.</translation>
</message>
<message>
<source>It was told, {late} too late.</source>
<translation type="unfinished">Es wurde gemeldet, {late} zu spät.</translation>
</message>
<message>
<source>It was told.</source>
<translation type="unfinished">Es wurde gemeldet.</translation>
</message>
<message>
<source>Its time counts from when the one before is told.</source>
<translation type="unfinished">Seine Frist zählt, ab wann das davor gemeldet ist.</translation>
</message>
<message>
<source>Nothing asks for it so far.</source>
<translation type="unfinished">Bisher verlangt nichts danach.</translation>
</message>
<message>
<source>Two desks said at once that it has to be told, and that it has not: say which</source>
<translation type="unfinished">Zwei Plätze sagten zugleich, dass es zu melden ist und dass nicht: sagen, was gilt</translation>
</message>
<message>
<source>after the one before</source>
<translation type="unfinished">nach dem davor</translation>
</message>
<message>
<source>answered</source>
<translation type="unfinished">beantwortet</translation>
</message>
<message>
<source>answered twice</source>
<translation type="unfinished">zweimal beantwortet</translation>
</message>
<message>
<source>by a post</source>
<translation type="unfinished">per Brief</translation>
</message>
<message>
<source>by mail</source>
<translation type="unfinished">per E-Mail</translation>
</message>
<message>
<source>by phone</source>
<translation type="unfinished">per Telefon</translation>
</message>
<message>
<source>by {clock}</source>
<translation type="unfinished">bis {clock}</translation>
</message>
<message>
<source>closed</source>
<translation type="unfinished">geschlossen</translation>
</message>
<message>
<source>in person</source>
<translation type="unfinished">persönlich</translation>
</message>
<message>
<source>its words changed since it was approved; {titles} approves it anew</source>
<translation type="unfinished">seine Worte änderten sich seit der Freigabe; {titles} gibt es neu frei</translation>
</message>
<message>
<source>nobody answers yet</source>
<translation type="unfinished">noch antwortet niemand</translation>
</message>
<message>
<source>not asked for</source>
<translation type="unfinished">nicht verlangt</translation>
</message>
<message>
<source>not to be told</source>
<translation type="unfinished">nicht zu melden</translation>
</message>
<message>
<source>nothing of what it says is on the fact sheet, or promised</source>
<translation type="unfinished">nichts von dem, was sie sagt, steht auf dem Faktenblatt oder ist zugesagt</translation>
</message>
<message>
<source>otherwise</source>
<translation type="unfinished">anders</translation>
</message>
<message>
<source>put it right</source>
<translation type="unfinished">richtigstellen</translation>
</message>
<message>
<source>rests on fact {number}, which is withdrawn</source>
<translation type="unfinished">stützt sich auf Tatsache {number}, die zurückgezogen ist</translation>
</message>
<message>
<source>rests on fact {number}, which nobody has confirmed</source>
<translation type="unfinished">stützt sich auf Tatsache {number}, die niemand bestätigt hat</translation>
</message>
<message>
<source>to {recipient}</source>
<translation type="unfinished">an {recipient}</translation>
</message>
<message>
<source>told</source>
<translation type="unfinished">gesagt</translation>
</message>
<message>
<source>told twice</source>
<translation type="unfinished">zweimal gesagt</translation>
</message>
<message>
<source>told {clock}</source>
<translation type="unfinished">gesagt {clock}</translation>
</message>
<message>
<source>waits until {clock}</source>
<translation type="unfinished">wartet bis {clock}</translation>
</message>
<message>
<source>{count} ask</source>
<translation type="unfinished">{count} fragen</translation>
</message>
<message>
<source>{count} to notify</source>
<translation type="unfinished">{count} zu benachrichtigen</translation>
</message>
<message>
<source>{name}, also taken by another</source>
<translation type="unfinished">{name}, auch von jemand anderem genommen</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">{span} zu spät</translation>
</message>
<message>
<source>{titles} approves it first</source>
<translation type="unfinished">{titles} gibt es zuerst frei</translation>
</message>
<message>
<source>{title}: tell {recipient}</source>
<translation type="unfinished">{title}: {recipient} melden</translation>
</message>
<message>
<source>{who} asks: {words}</source>
<translation type="unfinished">{who} fragt: {words}</translation>
</message>
<message>
<source>{who} was answered twice: enquiry {number}</source>
<translation type="unfinished">{who} wurde zweimal geantwortet: Anfrage {number}</translation>
</message>
<message>
<source>{who} was told what is withdrawn by now: enquiry {number}</source>
<translation type="unfinished">{who} wurde gesagt, was inzwischen zurückgezogen ist: Anfrage {number}</translation>
</message>
</context>
<context>
<name>OverdueBar</name>
<message>
<source>1 follow-up is open</source>
<translation type="unfinished" />
</message>
<message>
<source>1 follow-up is overdue</source>
<translation type="unfinished" />
</message>
<message>
<source>Follow-ups</source>
<translation type="unfinished" />
</message>
<message>
<source>{count} follow-ups are open</source>
<translation type="unfinished" />
</message>
<message>
<source>{count} follow-ups are overdue</source>
<translation type="unfinished" />
</message>
<message>
<source>{count}, none is overdue</source>
<translation type="unfinished" />
</message>
</context>
<context>
<name>PackPanel</name>
<message>
<source>For a day without screens</source>
<translation type="unfinished">Für einen Tag ohne Bildschirme</translation>
</message>
<message>
<source>Pages (*.pdf)</source>
<translation type="unfinished">Seiten (*.pdf)</translation>
</message>
<message>
<source>Save as PDF…</source>
<translation type="unfinished">Als PDF speichern…</translation>
</message>
<message>
<source>Save the plan as PDF</source>
<translation type="unfinished">Den Plan als PDF speichern</translation>
</message>
<message>
<source>The plan in force, whom to reach, a page for each role and blank forms, to print and put away.</source>
<translation type="unfinished">Der geltende Plan, wer zu erreichen ist, eine Seite je Rolle und leere Formulare, zum Drucken und Weglegen.</translation>
</message>
<message>
<source>Written to {file}</source>
<translation type="unfinished">Nach {file} geschrieben</translation>
</message>
</context>
<context>
<name>PaletteDialog</name>
<message>
<source>1 thing</source>
<translation type="unfinished">1 Möglichkeit</translation>
</message>
<message>
<source>Arrows move, Enter does it; beside it stands the key that does it at once</source>
<translation type="unfinished">Pfeile bewegen, Enter tut es; daneben steht die Taste, die es sofort tut</translation>
</message>
<message>
<source>Do it</source>
<translation type="unfinished">Tun</translation>
</message>
<message>
<source>Do something</source>
<translation type="unfinished">Etwas tun</translation>
</message>
<message>
<source>What can be done</source>
<translation type="unfinished">Was sich tun lässt</translation>
</message>
<message>
<source>What do you want to do?</source>
<translation type="unfinished">Was möchten Sie tun?</translation>
</message>
<message>
<source>{count} things</source>
<translation type="unfinished">{count} Möglichkeiten</translation>
</message>
</context>
<context>
<name>Pane</name>
<message>
<source>Board of {number} {title}</source>
<translation type="unfinished">Tafel von {number} {title}</translation>
</message>
<message>
<source>Close the board of {number} (Ctrl+W)</source>
<translation type="unfinished">Die Tafel von {number} schließen (Ctrl+W)</translation>
</message>
<message>
<source>You write here</source>
<translation type="unfinished">Sie schreiben hier</translation>
</message>
</context>
<context>
<name>PartHead</name>
<message>
<source>Add one</source>
<translation type="unfinished">Eins hinzufügen</translation>
</message>
<message>
<source>All</source>
<translation type="unfinished">Alle</translation>
</message>
<message>
<source>All {count}</source>
<translation type="unfinished">Alle {count}</translation>
</message>
<message>
<source>All {count} side by side</source>
<translation type="unfinished">Alle {count} nebeneinander</translation>
</message>
<message>
<source>Form</source>
<translation type="unfinished">Formular</translation>
</message>
<message>
<source>Move this one up</source>
<translation type="unfinished">Diese nach oben</translation>
</message>
<message>
<source>Part of the plan</source>
<translation type="unfinished">Teil des Plans</translation>
</message>
<message>
<source>Take this one out</source>
<translation type="unfinished">Dies herausnehmen</translation>
</message>
</context>
<context>
<name>PartPage</name>
<message>
<source>Add the first one</source>
<translation type="unfinished">Das Erste hinzufügen</translation>
</message>
<message>
<source>Nothing here yet</source>
<translation type="unfinished">Hier ist noch nichts</translation>
</message>
<message>
<source>What is added here stands in the text at the right as well.</source>
<translation type="unfinished">Was hier hinzukommt, steht auch rechts im Text.</translation>
</message>
</context>
<context>
<name>PasteDialog</name>
<message>
<source>A file</source>
<translation type="unfinished">Eine Datei</translation>
</message>
<message>
<source>At most {count} notes are written at once.</source>
<translation type="unfinished">Höchstens {count} Notizen werden auf einmal geschrieben.</translation>
</message>
<message>
<source>One note</source>
<translation type="unfinished">Eine Notiz</translation>
</message>
<message>
<source>One note holds at most {count} KiB.</source>
<translation type="unfinished">Eine Notiz fasst höchstens {count} KiB.</translation>
</message>
<message>
<source>What was pasted</source>
<translation type="unfinished">Was eingefügt wurde</translation>
</message>
<message>
<source>Written together or not at all</source>
<translation type="unfinished">Zusammen geschrieben oder gar nicht</translation>
</message>
<message>
<source>{count} begin with a time: take it</source>
<translation type="unfinished">{count} beginnen mit einer Zeit: nehmen</translation>
</message>
<message>
<source>{count} lines were pasted</source>
<translation type="unfinished">{count} Zeilen wurden eingefügt</translation>
</message>
<message>
<source>{count} notes</source>
<translation type="unfinished">{count} Notizen</translation>
</message>
</context>
<context>
<name>PeopleChoice</name>
<message>
<source>Somebody else</source>
<translation type="unfinished">Jemand anderes</translation>
</message>
<message>
<source>Somebody else; Enter adds</source>
<translation type="unfinished">Jemand anderes; Enter fügt hinzu</translation>
</message>
</context>
<context>
<name>PeoplePage</name>
<message>
<source>Ask for it, too</source>
<translation type="unfinished">Auch darum bitten</translation>
</message>
<message>
<source>Ask for it, too: {what}</source>
<translation type="unfinished">Auch darum bitten: {what}</translation>
</message>
<message>
<source>Change</source>
<translation type="unfinished">Ändern</translation>
</message>
<message>
<source>Change the level of {name}</source>
<translation type="unfinished">Die Stufe von {name} ändern</translation>
</message>
<message>
<source>This record is shared with nobody, so everybody here may do everything.</source>
<translation type="unfinished">Diese Aufzeichnung wird mit niemandem geteilt, also darf hier jeder alles.</translation>
</message>
<message>
<source>What each may do in the shared record. Administrators change it.</source>
<translation type="unfinished">Was jeder in der gemeinsamen Aufzeichnung darf. Die Verwaltung ändert es.</translation>
</message>
<message>
<source>What each may do in the shared record. An administrator is made and unmade by two of them.</source>
<translation type="unfinished">Was jeder in der gemeinsamen Aufzeichnung darf. Verwaltung wird von zweien vergeben und genommen.</translation>
</message>
<message>
<source>What was changed</source>
<translation type="unfinished">Was geändert wurde</translation>
</message>
<message>
<source>You asked for it; another administrator has to</source>
<translation type="unfinished">Sie baten darum; eine andere Verwaltung muss es</translation>
</message>
<message>
<source>at the desk</source>
<translation type="unfinished">am Platz</translation>
</message>
<message>
<source>not heeded by the shared database</source>
<translation type="unfinished">von der gemeinsamen Datenbank nicht beachtet</translation>
</message>
<message>
<source>shut out</source>
<translation type="unfinished">ausschließen</translation>
</message>
<message>
<source>waits for the shared database</source>
<translation type="unfinished">wartet auf die gemeinsame Datenbank</translation>
</message>
<message>
<source>{name} has no part in the shared record; Shared record lets people in</source>
<translation type="unfinished">{name} hat keinen Teil an der gemeinsamen Aufzeichnung; Gemeinsame Aufzeichnung lässt Leute ein</translation>
</message>
<message>
<source>{name} is the last administrator: name another one first</source>
<translation type="unfinished">{name} ist die letzte Verwaltung: erst eine andere nennen</translation>
</message>
<message>
<source>{name}: {level}, asked by {who}</source>
<translation type="unfinished">{name}: {level}, erbeten von {who}</translation>
</message>
<message>
<source>{name}: {level}, by {who}</source>
<translation type="unfinished">{name}: {level}, von {who}</translation>
</message>
<message>
<source>{who} asks to make {name} {level}: {reason}</source>
<translation type="unfinished">{who} bittet, {name} zu {level} zu machen: {reason}</translation>
</message>
</context>
<context>
<name>Person</name>
<message>
<source>Name, as others call you</source>
<translation type="unfinished">Name, wie andere Sie nennen</translation>
</message>
<message>
<source>No account and no password: the name is for those who read the record later. You can change who is at the desk at any time.</source>
<translation type="unfinished">Kein Konto und kein Passwort: der Name ist für die, die die Aufzeichnung später lesen. Wer am Platz ist, lässt sich jederzeit ändern.</translation>
</message>
<message>
<source>Or somebody of this home</source>
<translation type="unfinished">Oder jemand dieser Ablage</translation>
</message>
<message>
<source>Who are you?</source>
<translation type="unfinished">Wer sind Sie?</translation>
</message>
<message>
<source>written next to everything you do</source>
<translation type="unfinished">steht neben allem, was Sie tun</translation>
</message>
</context>
<context>
<name>PersonDialog</name>
<message>
<source>Nothing is sent anywhere</source>
<translation type="unfinished">Nichts wird irgendwohin gesendet</translation>
</message>
<message>
<source>That is me</source>
<translation type="unfinished">Das bin ich</translation>
</message>
<message>
<source>Who is at the desk?</source>
<translation type="unfinished">Wer ist am Platz?</translation>
</message>
</context>
<context>
<name>PieceDialog</name>
<message>
<source>Answer</source>
<translation type="unfinished">Antwort</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Correct…</source>
<translation type="unfinished">Berichtigen…</translation>
</message>
<message>
<source>Evidence {name}</source>
<translation type="unfinished">Beleg {name}</translation>
</message>
<message>
<source>Found out: {words}</source>
<translation type="unfinished">Herausgefunden: {words}</translation>
</message>
<message>
<source>How much it is trusted</source>
<translation type="unfinished">Wie weit ihm zu trauen ist</translation>
</message>
<message>
<source>I find out</source>
<translation type="unfinished">Ich finde es heraus</translation>
</message>
<message>
<source>Open question {name}</source>
<translation type="unfinished">Offene Frage {name}</translation>
</message>
<message>
<source>They find out</source>
<translation type="unfinished">Sie finden es heraus</translation>
</message>
<message>
<source>What it says of each hypothesis</source>
<translation type="unfinished">Was es von jeder Hypothese sagt</translation>
</message>
<message>
<source>What was found out</source>
<translation type="unfinished">Was herausgefunden wurde</translation>
</message>
<message>
<source>What was said before stays on the record</source>
<translation type="unfinished">Was zuvor gesagt wurde, bleibt in der Aufzeichnung</translation>
</message>
<message>
<source>Who finds out</source>
<translation type="unfinished">Wer herausfindet</translation>
</message>
<message>
<source>Who finds out: a name, or me</source>
<translation type="unfinished">Wer herausfindet: ein Name oder me</translation>
</message>
<message>
<source>two of you differ</source>
<translation type="unfinished">zwei von Ihnen sind uneins</translation>
</message>
<message>
<source>what fits counts nothing</source>
<translation type="unfinished">was passt, zählt nicht</translation>
</message>
<message>
<source>what speaks against counts by it</source>
<translation type="unfinished">danach zählt, was dagegen spricht</translation>
</message>
</context>
<context>
<name>PinDialog</name>
<message>
<source>A forgotten PIN cannot be had back: what was shared comes back from the shared database, the rest is lost.</source>
<translation type="unfinished">Eine vergessene PIN kommt nicht zurück: Geteiltes kommt aus der gemeinsamen Datenbank wieder, der Rest ist verloren.</translation>
</message>
<message>
<source>Set the PIN</source>
<translation type="unfinished">Die PIN setzen</translation>
</message>
<message>
<source>Take the PIN away</source>
<translation type="unfinished">Die PIN wegnehmen</translation>
</message>
<message>
<source>Taken away, everybody at this console reads what you can read, restricted incidents among it.</source>
<translation type="unfinished">Ist sie weggenommen, liest jeder an dieser Konsole, was Sie lesen können, auch eingeschränkte Vorfälle.</translation>
</message>
<message>
<source>The PIN is kept nowhere</source>
<translation type="unfinished">Die PIN wird nirgends aufbewahrt</translation>
</message>
<message>
<source>The PIN now</source>
<translation type="unfinished">Die PIN jetzt</translation>
</message>
<message>
<source>The new PIN once more</source>
<translation type="unfinished">Die neue PIN noch einmal</translation>
</message>
<message>
<source>The new PIN, at least {count} characters</source>
<translation type="unfinished">Die neue PIN, mindestens {count} Zeichen</translation>
</message>
<message>
<source>This computer has no keyring: half of your key lies in a file that this account can read, and the PIN alone keeps others out.</source>
<translation type="unfinished">Dieser Rechner hat keinen Schlüsselbund: die Hälfte Ihres Schlüssels liegt in einer Datei, die dieses Konto lesen kann, und nur die PIN hält andere fern.</translation>
</message>
<message>
<source>Those are two different PINs; type the new one once more.</source>
<translation type="unfinished">Das sind zwei verschiedene PINs; die neue noch einmal tippen.</translation>
</message>
<message>
<source>Those without a PIN ({names}) go on in the open record. From now on you meet through the shared database only: until both of you have joined one, neither sees what the other writes.</source>
<translation type="unfinished">Die ohne PIN ({names}) arbeiten in der offenen Aufzeichnung weiter. Von nun an treffen Sie sich nur über die gemeinsame Datenbank: bis beide einer beigetreten sind, sieht niemand, was der andere schreibt.</translation>
</message>
<message>
<source>With a PIN you have a record of your own at this console, encrypted: with its backups, its files and what you begin to write. Nobody else here can read it, or write as you.</source>
<translation type="unfinished">Mit einer PIN haben Sie an dieser Konsole eine eigene, verschlüsselte Aufzeichnung: mit ihren Sicherungen, ihren Dateien und dem, was Sie zu schreiben beginnen. Niemand sonst hier kann sie lesen oder als Sie schreiben.</translation>
</message>
<message>
<source>Your PIN</source>
<translation type="unfinished">Ihre PIN</translation>
</message>
</context>
<context>
<name>PlaceDialog</name>
<message>
<source>A press copies it: only http, https and numbers are opened</source>
<translation type="unfinished">Ein Druck kopiert es: nur http, https und Nummern werden geöffnet</translation>
</message>
<message>
<source>A press opens it</source>
<translation type="unfinished">Ein Druck öffnet es</translation>
</message>
<message>
<source>At the same time another desk set: {others}. What you set now holds.</source>
<translation type="unfinished">Zur selben Zeit setzte ein anderer Platz: {others}. Was Sie jetzt setzen, gilt.</translation>
</message>
<message>
<source>Bridge and links</source>
<translation type="unfinished">Brücke und Links</translation>
</message>
<message>
<source>If there are several: whose, like Cisco</source>
<translation type="unfinished">Wenn es mehrere gibt: von wem, etwa Cisco</translation>
</message>
<message>
<source>Links and numbers are opened by one press; whatever else stands here is copied</source>
<translation type="unfinished">Links und Nummern öffnen sich mit einem Druck; alles andere hier wird kopiert</translation>
</message>
<message>
<source>Set</source>
<translation type="unfinished">Setzen</translation>
</message>
<message>
<source>Take away</source>
<translation type="unfinished">Wegnehmen</translation>
</message>
<message>
<source>The same by keys: /bridge, /ticket and what it is</source>
<translation type="unfinished">Dasselbe mit Tasten: /bridge, /ticket und was es ist</translation>
</message>
<message>
<source>Where</source>
<translation type="unfinished">Wo</translation>
</message>
<message>
<source>Whose</source>
<translation type="unfinished">Wessen</translation>
</message>
<message>
<source>https://… or a number to dial</source>
<translation type="unfinished">https://… oder eine Nummer zum Wählen</translation>
</message>
</context>
<context>
<name>Places</name>
<message>
<source>Add</source>
<translation type="unfinished">Hinzufügen</translation>
</message>
<message>
<source>Add a bridge, a number or a link</source>
<translation type="unfinished">Eine Brücke, Nummer oder Verknüpfung hinzufügen</translation>
</message>
<message>
<source>Bridge</source>
<translation type="unfinished">Brücke</translation>
</message>
<message>
<source>Bridge and links</source>
<translation type="unfinished">Brücke und Links</translation>
</message>
<message>
<source>Change: {place}</source>
<translation type="unfinished">Ändern: {place}</translation>
</message>
<message>
<source>Chat</source>
<translation type="unfinished">Chat</translation>
</message>
<message>
<source>Copy: {place}</source>
<translation type="unfinished">Kopieren: {place}</translation>
</message>
<message>
<source>Dial-in</source>
<translation type="unfinished">Einwahl</translation>
</message>
<message>
<source>Fallback</source>
<translation type="unfinished">Ausweichweg</translation>
</message>
<message>
<source>None yet: bridge, dial-in, chat, ticket, vendor case</source>
<translation type="unfinished">Noch keine: Brücke, Einwahl, Chat, Ticket, Herstellerfall</translation>
</message>
<message>
<source>Ticket</source>
<translation type="unfinished">Ticket</translation>
</message>
<message>
<source>Vendor case</source>
<translation type="unfinished">Herstellerfall</translation>
</message>
<message>
<source>also: {others}</source>
<translation type="unfinished">auch: {others}</translation>
</message>
<message>
<source>{kind}, {of}</source>
<translation type="unfinished">{kind}, {of}</translation>
</message>
<message>
<source>{place}: copied</source>
<translation type="unfinished">{place}: kopiert</translation>
</message>
<message>
<source>{place}: nothing here opens it; it is copied</source>
<translation type="unfinished">{place}: hier öffnet es nichts; es ist kopiert</translation>
</message>
<message>
<source>{place}: opened</source>
<translation type="unfinished">{place}: geöffnet</translation>
</message>
</context>
<context>
<name>PlanFields</name>
<message>
<source>A counter that only grows</source>
<translation type="unfinished">Ein Zähler, der nur wächst</translation>
</message>
<message>
<source>A storm is more than so many</source>
<translation type="unfinished">Ein Sturm ist mehr als so viele</translation>
</message>
<message>
<source>Acknowledge a role within</source>
<translation type="unfinished">Eine Rolle bestätigen binnen</translation>
</message>
<message>
<source>Address of serve, for one-time links</source>
<translation type="unfinished">Adresse von serve, für einmalige Links</translation>
</message>
<message>
<source>After</source>
<translation type="unfinished">Danach</translation>
</message>
<message>
<source>And by one of, for the law</source>
<translation type="unfinished">Und von einem aus, für das Recht</translation>
</message>
<message>
<source>Answered</source>
<translation type="unfinished">Beantwortet</translation>
</message>
<message>
<source>Any one is enough, one on each line</source>
<translation type="unfinished">Eins davon genügt, je Zeile eins</translation>
</message>
<message>
<source>Approved by any of</source>
<translation type="unfinished">Freigegeben von einem aus</translation>
</message>
<message>
<source>Approved in advance, as these templates make them</source>
<translation type="unfinished">Im Voraus freigegeben, wie diese Vorlagen sie machen</translation>
</message>
<message>
<source>As soon as it can be</source>
<translation type="unfinished">So bald wie möglich</translation>
</message>
<message>
<source>Because of</source>
<translation type="unfinished">Wegen</translation>
</message>
<message>
<source>By</source>
<translation type="unfinished">Von</translation>
</message>
<message>
<source>Can be stopped for</source>
<translation type="unfinished">Aufzuhalten für</translation>
</message>
<message>
<source>Channel</source>
<translation type="unfinished">Kanal</translation>
</message>
<message>
<source>Channels</source>
<translation type="unfinished">Kanäle</translation>
</message>
<message>
<source>Check contacts every</source>
<translation type="unfinished">Kontakte prüfen alle</translation>
</message>
<message>
<source>Counted from</source>
<translation type="unfinished">Gezählt ab</translation>
</message>
<message>
<source>Customers told every</source>
<translation type="unfinished">Kunden informiert alle</translation>
</message>
<message>
<source>Days counted</source>
<translation type="unfinished">Tage gezählt</translation>
</message>
<message>
<source>Decided by any of</source>
<translation type="unfinished">Entschieden von einem aus</translation>
</message>
<message>
<source>Deputy</source>
<translation type="unfinished">Stellvertretung</translation>
</message>
<message>
<source>Draft before the meeting</source>
<translation type="unfinished">Entwurf vor der Sitzung</translation>
</message>
<message>
<source>Due</source>
<translation type="unfinished">Fällig</translation>
</message>
<message>
<source>Duty</source>
<translation type="unfinished">Pflicht</translation>
</message>
<message>
<source>Duty, shown the moment somebody takes the role</source>
<translation type="unfinished">Pflicht, gezeigt sobald jemand die Rolle übernimmt</translation>
</message>
<message>
<source>E-mail of support, which gets isolated reports</source>
<translation type="unfinished">E-Mail des Supports, der Einzelfälle bekommt</translation>
</message>
<message>
<source>Fills the roles</source>
<translation type="unfinished">Füllt die Rollen</translation>
</message>
<message>
<source>First message</source>
<translation type="unfinished">Erste Mitteilung</translation>
</message>
<message>
<source>First public message</source>
<translation type="unfinished">Erste öffentliche Mitteilung</translation>
</message>
<message>
<source>For these roles; none means all</source>
<translation type="unfinished">Für diese Rollen; keine heißt alle</translation>
</message>
<message>
<source>Hold</source>
<translation type="unfinished">Halten</translation>
</message>
<message>
<source>How it is undone</source>
<translation type="unfinished">Wie es rückgängig wird</translation>
</message>
<message>
<source>How long it takes</source>
<translation type="unfinished">Wie lange es dauert</translation>
</message>
<message>
<source>How many approve</source>
<translation type="unfinished">Wie viele freigeben</translation>
</message>
<message>
<source>How to reach who reported: kept, once answered, for</source>
<translation type="unfinished">Wie zu erreichen ist, wer meldete: nach der Antwort aufgehoben für</translation>
</message>
<message>
<source>In alerts</source>
<translation type="unfinished">In Alarmen</translation>
</message>
<message>
<source>In doubt</source>
<translation type="unfinished">Im Zweifel</translation>
</message>
<message>
<source>In words</source>
<translation type="unfinished">In Worten</translation>
</message>
<message>
<source>Inside told every</source>
<translation type="unfinished">Intern informiert alle</translation>
</message>
<message>
<source>It flaps if it changes so often</source>
<translation type="unfinished">Es flattert, wenn es so oft wechselt</translation>
</message>
<message>
<source>It is over where the state is one of</source>
<translation type="unfinished">Es ist vorbei, wo der Zustand einer von diesen ist</translation>
</message>
<message>
<source>Key</source>
<translation type="unfinished">Taste</translation>
</message>
<message>
<source>Kind</source>
<translation type="unfinished">Art</translation>
</message>
<message>
<source>Labels that name the service, the first first</source>
<translation type="unfinished">Labels, die den Dienst nennen, das erste zuerst</translation>
</message>
<message>
<source>Labels that say how bad it is</source>
<translation type="unfinished">Labels, die sagen, wie schlimm es ist</translation>
</message>
<message>
<source>Labels that say where</source>
<translation type="unfinished">Labels, die sagen wo</translation>
</message>
<message>
<source>Language</source>
<translation type="unfinished">Sprache</translation>
</message>
<message>
<source>Last answered a test</source>
<translation type="unfinished">Antwortete zuletzt auf eine Probe</translation>
</message>
<message>
<source>Longest text</source>
<translation type="unfinished">Längster Text</translation>
</message>
<message>
<source>Means</source>
<translation type="unfinished">Mittel</translation>
</message>
<message>
<source>Must confirm that they received it</source>
<translation type="unfinished">Muss den Empfang bestätigen</translation>
</message>
<message>
<source>Name</source>
<translation type="unfinished">Name</translation>
</message>
<message>
<source>Network</source>
<translation type="unfinished">Netz</translation>
</message>
<message>
<source>Next update not sooner than</source>
<translation type="unfinished">Nächste Nachricht nicht früher als</translation>
</message>
<message>
<source>On call</source>
<translation type="unfinished">Bereitschaft</translation>
</message>
<message>
<source>One line for alerts with the same</source>
<translation type="unfinished">Eine Zeile für Alarme mit gleichem</translation>
</message>
<message>
<source>Only for</source>
<translation type="unfinished">Nur für</translation>
</message>
<message>
<source>Only for; none means all</source>
<translation type="unfinished">Nur für; keine heißt alle</translation>
</message>
<message>
<source>Only if</source>
<translation type="unfinished">Nur wenn</translation>
</message>
<message>
<source>Only to; none means all</source>
<translation type="unfinished">Nur an; keine heißt alle</translation>
</message>
<message>
<source>Or unsolved after</source>
<translation type="unfinished">Oder ungelöst nach</translation>
</message>
<message>
<source>Other follow-ups within</source>
<translation type="unfinished">Andere Folgeaufgaben binnen</translation>
</message>
<message>
<source>Owner</source>
<translation type="unfinished">Zuständig</translation>
</message>
<message>
<source>People</source>
<translation type="unfinished">Personen</translation>
</message>
<message>
<source>Public</source>
<translation type="unfinished">Öffentlich</translation>
</message>
<message>
<source>Put off for</source>
<translation type="unfinished">Aufschieben um</translation>
</message>
<message>
<source>Reach</source>
<translation type="unfinished">Erreichbar</translation>
</message>
<message>
<source>Read back</source>
<translation type="unfinished">Gegenlesen</translation>
</message>
<message>
<source>Region, or where it says which</source>
<translation type="unfinished">Region, oder wo steht, welche</translation>
</message>
<message>
<source>Regions</source>
<translation type="unfinished">Regionen</translation>
</message>
<message>
<source>Restricted</source>
<translation type="unfinished">Eingeschränkt</translation>
</message>
<message>
<source>Role</source>
<translation type="unfinished">Rolle</translation>
</message>
<message>
<source>Roles</source>
<translation type="unfinished">Rollen</translation>
</message>
<message>
<source>Roles it opens</source>
<translation type="unfinished">Rollen, die er öffnet</translation>
</message>
<message>
<source>Rungs</source>
<translation type="unfinished">Sprossen</translation>
</message>
<message>
<source>Send first, approve after</source>
<translation type="unfinished">Erst senden, danach freigeben</translation>
</message>
<message>
<source>Service, or where it says which</source>
<translation type="unfinished">Dienst, oder wo steht, welcher</translation>
</message>
<message>
<source>Short</source>
<translation type="unfinished">Kurz</translation>
</message>
<message>
<source>Somebody has to take alerts of</source>
<translation type="unfinished">Jemand muss sich der Alarme annehmen von</translation>
</message>
<message>
<source>Source, as desks call it</source>
<translation type="unfinished">Quelle, wie Plätze sie nennen</translation>
</message>
<message>
<source>Stands by itself where these are hit</source>
<translation type="unfinished">Steht von selbst dort, wo diese betroffen sind</translation>
</message>
<message>
<source>Stands for these customers</source>
<translation type="unfinished">Steht für diese Kunden</translation>
</message>
<message>
<source>State document every</source>
<translation type="unfinished">Lagedokument alle</translation>
</message>
<message>
<source>Step</source>
<translation type="unfinished">Schritt</translation>
</message>
<message>
<source>Team</source>
<translation type="unfinished">Gruppe</translation>
</message>
<message>
<source>Template</source>
<translation type="unfinished">Vorlage</translation>
</message>
<message>
<source>Text</source>
<translation type="unfinished">Text</translation>
</message>
<message>
<source>Text; {{ what }} stands for a fact, […] is filled in by hand</source>
<translation type="unfinished">Text; {{ was }} steht für eine Tatsache, […] wird von Hand gefüllt</translation>
</message>
<message>
<source>The answer; {{ what }} stands for a fact</source>
<translation type="unfinished">Die Antwort; {{ was }} steht für eine Tatsache</translation>
</message>
<message>
<source>Then every</source>
<translation type="unfinished">Danach alle</translation>
</message>
<message>
<source>Think anew every</source>
<translation type="unfinished">Neu bedenken alle</translation>
</message>
<message>
<source>Time called out every</source>
<translation type="unfinished">Zeit angesagt alle</translation>
</message>
<message>
<source>Title</source>
<translation type="unfinished">Titel</translation>
</message>
<message>
<source>To</source>
<translation type="unfinished">An</translation>
</message>
<message>
<source>To whom</source>
<translation type="unfinished">An wen</translation>
</message>
<message>
<source>Told by</source>
<translation type="unfinished">Gesagt von</translation>
</message>
<message>
<source>Told in these languages, like de, fr</source>
<translation type="unfinished">In diesen Sprachen gesagt, etwa de, fr</translation>
</message>
<message>
<source>Unit</source>
<translation type="unfinished">Einheit</translation>
</message>
<message>
<source>Urgent follow-ups within</source>
<translation type="unfinished">Dringende Folgeaufgaben binnen</translation>
</message>
<message>
<source>Urgent, put off only for a short while</source>
<translation type="unfinished">Dringend, nur für kurze Zeit aufzuschieben</translation>
</message>
<message>
<source>Used by</source>
<translation type="unfinished">Benutzt von</translation>
</message>
<message>
<source>Wait for an answer</source>
<translation type="unfinished">Auf eine Antwort warten</translation>
</message>
<message>
<source>Ways to reach them, the first first</source>
<translation type="unfinished">Wege zu ihnen, der erste zuerst</translation>
</message>
<message>
<source>What belongs to it</source>
<translation type="unfinished">Was dazugehört</translation>
</message>
<message>
<source>What could go wrong</source>
<translation type="unfinished">Was schiefgehen könnte</translation>
</message>
<message>
<source>What is shown first, in this order</source>
<translation type="unfinished">Was zuerst gezeigt wird, in dieser Reihenfolge</translation>
</message>
<message>
<source>What it brings</source>
<translation type="unfinished">Was es bringt</translation>
</message>
<message>
<source>What it is asked</source>
<translation type="unfinished">Was es gefragt wird</translation>
</message>
<message>
<source>What it means for customers, in plain words</source>
<translation type="unfinished">Was es für Kunden heißt, in klaren Worten</translation>
</message>
<message>
<source>What it needs</source>
<translation type="unfinished">Was es braucht</translation>
</message>
<message>
<source>What monitors call it</source>
<translation type="unfinished">Wie Monitore es nennen</translation>
</message>
<message>
<source>What they feel</source>
<translation type="unfinished">Was sie spüren</translation>
</message>
<message>
<source>What to think of</source>
<translation type="unfinished">Woran zu denken ist</translation>
</message>
<message>
<source>What to write instead</source>
<translation type="unfinished">Was stattdessen zu schreiben ist</translation>
</message>
<message>
<source>When</source>
<translation type="unfinished">Wann</translation>
</message>
<message>
<source>When it has to be told</source>
<translation type="unfinished">Bis wann es zu melden ist</translation>
</message>
<message>
<source>When somebody asks</source>
<translation type="unfinished">Wenn jemand fragt</translation>
</message>
<message>
<source>Where a link to it is</source>
<translation type="unfinished">Wo ein Link dazu ist</translation>
</message>
<message>
<source>Where a link to its runbook is</source>
<translation type="unfinished">Wo ein Link zum Ablaufbuch ist</translation>
</message>
<message>
<source>Where in the JSON the list of alerts is, if it is one</source>
<translation type="unfinished">Wo im JSON die Liste der Alarme steht, wenn es eine ist</translation>
</message>
<message>
<source>Where it is written</source>
<translation type="unfinished">Wo es geschrieben steht</translation>
</message>
<message>
<source>Where it says how bad it is</source>
<translation type="unfinished">Wo steht, wie schlimm es ist</translation>
</message>
<message>
<source>Where it says since when</source>
<translation type="unfinished">Wo steht, seit wann</translation>
</message>
<message>
<source>Where its state is</source>
<translation type="unfinished">Wo sein Zustand steht</translation>
</message>
<message>
<source>Where its words are</source>
<translation type="unfinished">Wo seine Worte stehen</translation>
</message>
<message>
<source>Where what tells one alert from others is</source>
<translation type="unfinished">Wo steht, was einen Alarm von anderen unterscheidet</translation>
</message>
<message>
<source>Where; {number} is that of the incident</source>
<translation type="unfinished">Wo; {number} ist die des Vorfalls</translation>
</message>
<message>
<source>While no shared database is in reach</source>
<translation type="unfinished">Solange keine gemeinsame Datenbank zu erreichen ist</translation>
</message>
<message>
<source>Who is affected</source>
<translation type="unfinished">Wer betroffen ist</translation>
</message>
<message>
<source>Who is called, the first first</source>
<translation type="unfinished">Wer gerufen wird, der Erste zuerst</translation>
</message>
<message>
<source>Whose, if several</source>
<translation type="unfinished">Wessen, wenn mehrere</translation>
</message>
<message>
<source>Within days</source>
<translation type="unfinished">Binnen Tagen</translation>
</message>
<message>
<source>Words</source>
<translation type="unfinished">Worte</translation>
</message>
<message>
<source>a day, like 2026-03-31</source>
<translation type="unfinished">ein Tag, etwa 2026-03-31</translation>
</message>
<message>
<source>a lesson, or the number of an incident</source>
<translation type="unfinished">eine Lehre oder die Nummer eines Vorfalls</translation>
</message>
<message>
<source>blames</source>
<translation type="unfinished">gibt Schuld</translation>
</message>
<message>
<source>business days</source>
<translation type="unfinished">Werktage</translation>
</message>
<message>
<source>calendar days</source>
<translation type="unfinished">Kalendertage</translation>
</message>
<message>
<source>in characters</source>
<translation type="unfinished">in Zeichen</translation>
</message>
<message>
<source>leaks</source>
<translation type="unfinished">verrät</translation>
</message>
<message>
<source>no</source>
<translation type="unfinished">nein</translation>
</message>
<message>
<source>none</source>
<translation type="unfinished">keine</translation>
</message>
<message>
<source>nothing goes out</source>
<translation type="unfinished">nichts geht hinaus</translation>
</message>
<message>
<source>promises too much</source>
<translation type="unfinished">sagt zu viel zu</translation>
</message>
<message>
<source>the declaration</source>
<translation type="unfinished">die Ausrufung</translation>
</message>
<message>
<source>when it began</source>
<translation type="unfinished">wann es begann</translation>
</message>
<message>
<source>when it was known here</source>
<translation type="unfinished">wann es hier bekannt war</translation>
</message>
<message>
<source>with a second person as witness</source>
<translation type="unfinished">mit einer zweiten Person als Zeuge</translation>
</message>
<message>
<source>yes</source>
<translation type="unfinished">ja</translation>
</message>
<message>
<source>… and not later than</source>
<translation type="unfinished">… und nicht später als</translation>
</message>
<message>
<source>… at most for</source>
<translation type="unfinished">… höchstens für</translation>
</message>
<message>
<source>… each within</source>
<translation type="unfinished">… jeweils binnen</translation>
</message>
<message>
<source>… later every</source>
<translation type="unfinished">… später alle</translation>
</message>
<message>
<source>… so often for</source>
<translation type="unfinished">… so oft für</translation>
</message>
<message>
<source>… the urgent at most for</source>
<translation type="unfinished">… die dringenden höchstens für</translation>
</message>
<message>
<source>… until it holds for</source>
<translation type="unfinished">… bis es hält für</translation>
</message>
<message>
<source>… within</source>
<translation type="unfinished">… binnen</translation>
</message>
</context>
<context>
<name>PlanRoom</name>
<message>
<source>1 change in words, not lines</source>
<translation type="unfinished">1 Änderung in Worten, nicht in Zeilen</translation>
</message>
<message>
<source>As long as it cannot be taken apart, there is nothing to show in a form. Nothing of it is lost.</source>
<translation type="unfinished">Solange es sich nicht zerlegen lässt, ist im Formular nichts zu zeigen. Nichts davon ist verloren.</translation>
</message>
<message>
<source>Draft against the other draft</source>
<translation type="unfinished">Entwurf gegen den anderen Entwurf</translation>
</message>
<message>
<source>Draft against the version in force</source>
<translation type="unfinished">Entwurf gegen die geltende Fassung</translation>
</message>
<message>
<source>Draft against version {version}</source>
<translation type="unfinished">Entwurf gegen Fassung {version}</translation>
</message>
<message>
<source>Text</source>
<translation type="unfinished">Text</translation>
</message>
<message>
<source>That plan is the draft now. What was here before comes back with the arrow above the text.</source>
<translation type="unfinished">Jener Plan ist jetzt der Entwurf. Was vorher hier war, kommt mit dem Pfeil über dem Text zurück.</translation>
</message>
<message>
<source>The same plan as text (Ctrl+E)</source>
<translation type="unfinished">Derselbe Plan als Text (Ctrl+E)</translation>
</message>
<message>
<source>The text is no plan at the moment</source>
<translation type="unfinished">Der Text ist gerade kein Plan</translation>
</message>
<message>
<source>To the mistake</source>
<translation type="unfinished">Zum Fehler</translation>
</message>
<message>
<source>as of the last text without a mistake</source>
<translation type="unfinished">nach dem letzten Text ohne Fehler</translation>
</message>
<message>
<source>{count} changes in words, not lines</source>
<translation type="unfinished">{count} Änderungen in Worten, nicht in Zeilen</translation>
</message>
</context>
<context>
<name>PlanSections</name>
<message>
<source>Alerts</source>
<translation type="unfinished">Alarme</translation>
</message>
<message>
<source>Alerts as JSON</source>
<translation type="unfinished">Alarme als JSON</translation>
</message>
<message>
<source>Answers if asked</source>
<translation type="unfinished">Antworten auf Nachfrage</translation>
</message>
<message>
<source>Approvals</source>
<translation type="unfinished">Freigaben</translation>
</message>
<message>
<source>At some severities otherwise</source>
<translation type="unfinished">Bei manchen Schweregraden anders</translation>
</message>
<message>
<source>Audiences</source>
<translation type="unfinished">Zielgruppen</translation>
</message>
<message>
<source>Bridges, links</source>
<translation type="unfinished">Brücken, Links</translation>
</message>
<message>
<source>Cadences, clocks</source>
<translation type="unfinished">Takte, Uhren</translation>
</message>
<message>
<source>Channels</source>
<translation type="unfinished">Kanäle</translation>
</message>
<message>
<source>Checklist</source>
<translation type="unfinished">Checkliste</translation>
</message>
<message>
<source>Classes of factors</source>
<translation type="unfinished">Klassen von Faktoren</translation>
</message>
<message>
<source>Contacts</source>
<translation type="unfinished">Kontakte</translation>
</message>
<message>
<source>Customer groups</source>
<translation type="unfinished">Kundengruppen</translation>
</message>
<message>
<source>Declare if any of these</source>
<translation type="unfinished">Ausrufen, wenn eins davon</translation>
</message>
<message>
<source>Escalation</source>
<translation type="unfinished">Eskalation</translation>
</message>
<message>
<source>First tasks</source>
<translation type="unfinished">Erste Aufgaben</translation>
</message>
<message>
<source>If nobody answers</source>
<translation type="unfinished">Wenn niemand antwortet</translation>
</message>
<message>
<source>Ladders of contacts</source>
<translation type="unfinished">Kontaktleitern</translation>
</message>
<message>
<source>Legal notifications</source>
<translation type="unfinished">Gesetzliche Meldungen</translation>
</message>
<message>
<source>Name, when to declare</source>
<translation type="unfinished">Name, wann auszurufen ist</translation>
</message>
<message>
<source>On call</source>
<translation type="unfinished">Bereitschaft</translation>
</message>
<message>
<source>Regions</source>
<translation type="unfinished">Regionen</translation>
</message>
<message>
<source>Review</source>
<translation type="unfinished">Nachschau</translation>
</message>
<message>
<source>Review meeting</source>
<translation type="unfinished">Nachschau-Sitzung</translation>
</message>
<message>
<source>Roles, duties</source>
<translation type="unfinished">Rollen, Pflichten</translation>
</message>
<message>
<source>Runbooks</source>
<translation type="unfinished">Ablaufbücher</translation>
</message>
<message>
<source>Rungs, the first first</source>
<translation type="unfinished">Sprossen, die erste zuerst</translation>
</message>
<message>
<source>Sending</source>
<translation type="unfinished">Sende</translation>
</message>
<message>
<source>Services, owners</source>
<translation type="unfinished">Dienste, Zuständige</translation>
</message>
<message>
<source>Severities, triggers</source>
<translation type="unfinished">Schweregrade, Auslöser</translation>
</message>
<message>
<source>Steps</source>
<translation type="unfinished">Schritte</translation>
</message>
<message>
<source>Templates</source>
<translation type="unfinished">Vorlagen</translation>
</message>
<message>
<source>Translations</source>
<translation type="unfinished">Übersetzungen</translation>
</message>
<message>
<source>Watched series</source>
<translation type="unfinished">Beobachtete Reihen</translation>
</message>
<message>
<source>What comes first</source>
<translation type="unfinished">Was zuerst kommt</translation>
</message>
<message>
<source>Words not to use</source>
<translation type="unfinished">Worte, die nicht zu benutzen sind</translation>
</message>
</context>
<context>
<name>PlanText</name>
<message>
<source>A plan has at most {limit} KiB; what you paste would make it longer.</source>
<translation type="unfinished">Ein Plan hat höchstens {limit} KiB; mit dem Eingefügten wäre er länger.</translation>
</message>
<message>
<source>The plan as text</source>
<translation type="unfinished">Der Plan als Text</translation>
</message>
</context>
<context>
<name>Presence</name>
<message>
<source>{name} answers a question</source>
<translation type="unfinished">{name} beantwortet eine Frage</translation>
</message>
<message>
<source>{name} answers for a task</source>
<translation type="unfinished">{name} antwortet für eine Aufgabe</translation>
</message>
<message>
<source>{name} changes the impact</source>
<translation type="unfinished">{name} ändert die Wirkung</translation>
</message>
<message>
<source>{name} changes the severity</source>
<translation type="unfinished">{name} ändert den Schweregrad</translation>
</message>
<message>
<source>{name} changes the state</source>
<translation type="unfinished">{name} ändert den Zustand</translation>
</message>
<message>
<source>{name} changes the title</source>
<translation type="unfinished">{name} ändert den Titel</translation>
</message>
<message>
<source>{name} corrects a line</source>
<translation type="unfinished">{name} berichtigt eine Zeile</translation>
</message>
<message>
<source>{name} gives a task</source>
<translation type="unfinished">{name} gibt eine Aufgabe</translation>
</message>
<message>
<source>{name} hands the whole room over</source>
<translation type="unfinished">{name} übergibt den ganzen Raum</translation>
</message>
<message>
<source>{name} looks at a course of action</source>
<translation type="unfinished">{name} sieht eine Maßnahme an</translation>
</message>
<message>
<source>{name} looks at a decision again</source>
<translation type="unfinished">{name} sieht eine Entscheidung noch einmal an</translation>
</message>
<message>
<source>{name} looks at a fact</source>
<translation type="unfinished">{name} sieht eine Tatsache an</translation>
</message>
<message>
<source>{name} proposes a course of action</source>
<translation type="unfinished">{name} schlägt eine Maßnahme vor</translation>
</message>
<message>
<source>{name} reads a message</source>
<translation type="unfinished">{name} liest eine Mitteilung</translation>
</message>
<message>
<source>{name} reads an offer of a role</source>
<translation type="unfinished">{name} liest das Angebot einer Rolle</translation>
</message>
<message>
<source>{name} sends a message by hand</source>
<translation type="unfinished">{name} sendet eine Mitteilung von Hand</translation>
</message>
<message>
<source>{name} writes a handover</source>
<translation type="unfinished">{name} schreibt eine Übergabe</translation>
</message>
<message>
<source>{name} writes a line</source>
<translation type="unfinished">{name} schreibt eine Zeile</translation>
</message>
<message>
<source>{name} writes a message</source>
<translation type="unfinished">{name} schreibt eine Mitteilung</translation>
</message>
<message>
<source>{name} writes down a decision</source>
<translation type="unfinished">{name} notiert eine Entscheidung</translation>
</message>
<message>
<source>{name}, at the communications</source>
<translation type="unfinished">{name}, bei der Kommunikation</translation>
</message>
<message>
<source>{name}, at the courses of action</source>
<translation type="unfinished">{name}, bei den Maßnahmen</translation>
</message>
<message>
<source>{name}, at the fact sheet</source>
<translation type="unfinished">{name}, beim Faktenblatt</translation>
</message>
<message>
<source>{name}, at the header</source>
<translation type="unfinished">{name}, im Kopf</translation>
</message>
<message>
<source>{name}, at the impact</source>
<translation type="unfinished">{name}, bei der Wirkung</translation>
</message>
<message>
<source>{name}, at the investigations</source>
<translation type="unfinished">{name}, bei den Untersuchungen</translation>
</message>
<message>
<source>{name}, at the linked incidents</source>
<translation type="unfinished">{name}, bei den verknüpften Vorfällen</translation>
</message>
<message>
<source>{name}, at the roles</source>
<translation type="unfinished">{name}, bei den Rollen</translation>
</message>
<message>
<source>{name}, at the tasks</source>
<translation type="unfinished">{name}, bei den Aufgaben</translation>
</message>
<message>
<source>{name}, at the timeline</source>
<translation type="unfinished">{name}, beim Verlauf</translation>
</message>
<message>
<source>{name}, at what is due</source>
<translation type="unfinished">{name}, bei dem, was fällig ist</translation>
</message>
<message>
<source>{name}, at what waits to be adopted</source>
<translation type="unfinished">{name}, bei dem, was auf Übernahme wartet</translation>
</message>
<message>
<source>{name}, at who may know</source>
<translation type="unfinished">{name}, bei denen, die es wissen dürfen</translation>
</message>
<message>
<source>{name}, in this incident</source>
<translation type="unfinished">{name}, in diesem Vorfall</translation>
</message>
</context>
<context>
<name>PresenceRow</name>
<message>
<source>seen {clock}</source>
<translation type="unfinished">gesehen {clock}</translation>
</message>
</context>
<context>
<name>PromiseWords</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>Nothing is promised</source>
<translation type="unfinished">Nichts ist zugesagt</translation>
</message>
<message>
<source>Promised every {span}</source>
<translation type="unfinished">Zugesagt alle {span}</translation>
</message>
<message>
<source>due {clock}</source>
<translation type="unfinished">fällig {clock}</translation>
</message>
<message>
<source>every {span}</source>
<translation type="unfinished">alle {span}</translation>
</message>
<message>
<source>first by {clock}</source>
<translation type="unfinished">zuerst bis {clock}</translation>
</message>
<message>
<source>late</source>
<translation type="unfinished">verspätet</translation>
</message>
<message>
<source>left</source>
<translation type="unfinished">übrig</translation>
</message>
<message>
<source>never told</source>
<translation type="unfinished">nie gesagt</translation>
</message>
<message>
<source>next {clock}</source>
<translation type="unfinished">nächste {clock}</translation>
</message>
<message>
<source>none</source>
<translation type="unfinished">keine</translation>
</message>
<message>
<source>nothing sent yet</source>
<translation type="unfinished">noch nichts gesendet</translation>
</message>
<message>
<source>silent: {names}</source>
<translation type="unfinished">still: {names}</translation>
</message>
<message>
<source>told</source>
<translation type="unfinished">gesagt</translation>
</message>
<message>
<source>{audience}: {due}</source>
<translation type="unfinished">{audience}: {due}</translation>
</message>
<message>
<source>{clock} missed by {span}</source>
<translation type="unfinished">{clock} um {span} verpasst</translation>
</message>
<message>
<source>{clock}: {words}</source>
<translation type="unfinished">{clock}: {words}</translation>
</message>
<message>
<source>{kept} kept, {missed} missed</source>
<translation type="unfinished">{kept} gehalten, {missed} verpasst</translation>
</message>
<message>
<source>{kept} of {all} kept</source>
<translation type="unfinished">{kept} von {all} gehalten</translation>
</message>
<message>
<source>{name} due {clock}</source>
<translation type="unfinished">{name} fällig {clock}</translation>
</message>
<message>
<source>{name} was due {clock}</source>
<translation type="unfinished">{name} war fällig {clock}</translation>
</message>
</context>
<context>
<name>ProposeDialog</name>
<message>
<source>@operations manager 3m Stop writes to db1 (read back)
@Maya 10m Promote db2 (hold)</source>
<translation type="unfinished">@operations manager 3m Schreiben auf db1 stoppen (read back)
@Maya 10m db2 hochstufen (hold)</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Fail back once the old primary has caught up</source>
<translation type="unfinished">Zurückschalten, sobald die alte Hauptdatenbank aufgeholt hat</translation>
</message>
<message>
<source>Fail over to the standby</source>
<translation type="unfinished">Auf die Reserve umschalten</translation>
</message>
<message>
<source>From a runbook</source>
<translation type="unfinished">Aus einem Ablaufbuch</translation>
</message>
<message>
<source>From a runbook of the plan</source>
<translation type="unfinished">Aus einem Ablaufbuch des Plans</translation>
</message>
<message>
<source>How it is undone</source>
<translation type="unfinished">Wie es rückgängig wird</translation>
</message>
<message>
<source>How long it takes</source>
<translation type="unfinished">Wie lange es dauert</translation>
</message>
<message>
<source>If somebody else says it: who</source>
<translation type="unfinished">Wenn jemand anderes es sagt: wer</translation>
</message>
<message>
<source>No runbook: free</source>
<translation type="unfinished">Kein Ablaufbuch: frei</translation>
</message>
<message>
<source>Nothing is done before whoever leads approves it</source>
<translation type="unfinished">Nichts wird getan, bevor die Leitung es freigibt</translation>
</message>
<message>
<source>Propose</source>
<translation type="unfinished">Vorschlagen</translation>
</message>
<message>
<source>Propose a course of action</source>
<translation type="unfinished">Eine Maßnahme vorschlagen</translation>
</message>
<message>
<source>Said by</source>
<translation type="unfinished">Gesagt von</translation>
</message>
<message>
<source>Steps</source>
<translation type="unfinished">Schritte</translation>
</message>
<message>
<source>Steps, one a line</source>
<translation type="unfinished">Schritte, je Zeile einer</translation>
</message>
<message>
<source>Two people, and a disk of 2 TB</source>
<translation type="unfinished">Zwei Leute und eine Platte von 2 TB</translation>
</message>
<message>
<source>What could go wrong</source>
<translation type="unfinished">Was schiefgehen könnte</translation>
</message>
<message>
<source>What had not reached the standby is lost</source>
<translation type="unfinished">Was die Reserve nicht erreicht hatte, ist verloren</translation>
</message>
<message>
<source>What is done</source>
<translation type="unfinished">Was getan wird</translation>
</message>
<message>
<source>What it brings</source>
<translation type="unfinished">Was es bringt</translation>
</message>
<message>
<source>What it needs</source>
<translation type="unfinished">Was es braucht</translation>
</message>
<message>
<source>Writes work again within minutes</source>
<translation type="unfinished">Schreiben geht binnen Minuten wieder</translation>
</message>
<message>
<source>not known</source>
<translation type="unfinished">nicht bekannt</translation>
</message>
<message>
<source>one a line: @who 10m what (read back) (hold) (if …)</source>
<translation type="unfinished">je Zeile einer: @wer 10m was (read back) (hold) (if …)</translation>
</message>
</context>
<context>
<name>PublicYes</name>
<message>
<source>Everybody may know of it: {channels}</source>
<translation type="unfinished">Alle dürfen davon wissen: {channels}</translation>
</message>
</context>
<context>
<name>Publishing</name>
<message>
<source>1 change</source>
<translation type="unfinished">1 Änderung</translation>
</message>
<message>
<source>1 contact unchecked</source>
<translation type="unfinished">1 Kontakt ungeprüft</translation>
</message>
<message>
<source>1 mistake is to be mended first.</source>
<translation type="unfinished">1 Fehler ist zuerst zu beheben.</translation>
</message>
<message>
<source>1 mistake to mend first</source>
<translation type="unfinished">1 Fehler zuerst zu beheben</translation>
</message>
<message>
<source>; nobody to call yet</source>
<translation type="unfinished">; noch niemand zu rufen</translation>
</message>
<message>
<source>Changes</source>
<translation type="unfinished">Änderungen</translation>
</message>
<message>
<source>Compare with what is in force now</source>
<translation type="unfinished">Mit dem jetzt Geltenden vergleichen</translation>
</message>
<message>
<source>Everyone reachable</source>
<translation type="unfinished">Alle erreichbar</translation>
</message>
<message>
<source>Give up the draft</source>
<translation type="unfinished">Den Entwurf aufgeben</translation>
</message>
<message>
<source>Publish</source>
<translation type="unfinished">Veröffentlichen</translation>
</message>
<message>
<source>Published: it is in force from now on. Incidents that run keep their version.</source>
<translation type="unfinished">Veröffentlicht: er gilt von nun an. Laufende Vorfälle behalten ihre Fassung.</translation>
</message>
<message>
<source>Say why: whoever reads the record later will ask.</source>
<translation type="unfinished">Sagen warum: wer die Aufzeichnung später liest, wird fragen.</translation>
</message>
<message>
<source>Text</source>
<translation type="unfinished">Text</translation>
</message>
<message>
<source>The text is being read.</source>
<translation type="unfinished">Der Text wird gelesen.</translation>
</message>
<message>
<source>This is the plan in force; change something first.</source>
<translation type="unfinished">Das ist der geltende Plan; erst etwas ändern.</translation>
</message>
<message>
<source>Why? It is kept on the record</source>
<translation type="unfinished">Warum? Es bleibt in der Aufzeichnung</translation>
</message>
<message>
<source>nothing wrong with it</source>
<translation type="unfinished">nichts verkehrt damit</translation>
</message>
<message>
<source>told once the text is sound</source>
<translation type="unfinished">gesagt, sobald der Text heil ist</translation>
</message>
<message>
<source>{count} changes</source>
<translation type="unfinished">{count} Änderungen</translation>
</message>
<message>
<source>{count} contacts unchecked</source>
<translation type="unfinished">{count} Kontakte ungeprüft</translation>
</message>
<message>
<source>{count} mistakes are to be mended first.</source>
<translation type="unfinished">{count} Fehler sind zuerst zu beheben.</translation>
</message>
<message>
<source>{count} mistakes to mend first</source>
<translation type="unfinished">{count} Fehler zuerst zu beheben</translation>
</message>
<message>
<source>{count} of {limit}</source>
<translation type="unfinished">{count} von {limit}</translation>
</message>
<message>
<source>{name} published another version while this was written: “{reason}”. Compare with it first.</source>
<translation type="unfinished">{name} hat eine andere Fassung veröffentlicht, während dies geschrieben wurde: „{reason}“. Erst damit vergleichen.</translation>
</message>
<message>
<source>{roles} roles, {deputies} with a deputy</source>
<translation type="unfinished">{roles} Rollen, {deputies} mit Stellvertretung</translation>
</message>
<message>
<source>{why}. What you write here stays a draft.</source>
<translation type="unfinished">{why}. Was Sie hier schreiben, bleibt ein Entwurf.</translation>
</message>
</context>
<context>
<name>QrSquares</name>
<message>
<source>The words as a QR code</source>
<translation type="unfinished">Die Worte als QR-Code</translation>
</message>
</context>
<context>
<name>QuestionsPanel</name>
<message>
<source> and </source>
<translation type="unfinished"> und </translation>
</message>
<message>
<source>1 of {all} has no owner</source>
<translation type="unfinished">1 von {all} hat niemanden</translation>
</message>
<message>
<source>Add an open question</source>
<translation type="unfinished">Eine offene Frage hinzufügen</translation>
</message>
<message>
<source>Open questions</source>
<translation type="unfinished">Offene Fragen</translation>
</message>
<message>
<source>What is not known yet</source>
<translation type="unfinished">Was noch nicht bekannt ist</translation>
</message>
<message>
<source>found out</source>
<translation type="unfinished">herausgefunden</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">niemand</translation>
</message>
<message>
<source>nobody yet</source>
<translation type="unfinished">noch niemand</translation>
</message>
<message>
<source>none asked yet</source>
<translation type="unfinished">noch keine gefragt</translation>
</message>
<message>
<source>{count} of {all} have no owner</source>
<translation type="unfinished">{count} von {all} haben niemanden</translation>
</message>
<message>
<source>{names} at once: say who</source>
<translation type="unfinished">{names} zugleich: sagen, wer</translation>
</message>
</context>
<context>
<name>ReachingDialog</name>
<message>
<source>Answered</source>
<translation type="unfinished">Beantwortet</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Each answer stands on the record, and is a check of the contact</source>
<translation type="unfinished">Jede Antwort steht in der Aufzeichnung und prüft den Kontakt</translation>
</message>
<message>
<source>No answer</source>
<translation type="unfinished">Keine Antwort</translation>
</message>
<message>
<source>Test 1 on call</source>
<translation type="unfinished">1 in Bereitschaft proben</translation>
</message>
<message>
<source>Test {count} on call</source>
<translation type="unfinished">{count} in Bereitschaft proben</translation>
</message>
<message>
<source>They read that it is only a test. Who is not reached by the desk is called by hand: say what came of it.</source>
<translation type="unfinished">Sie lesen, dass es nur eine Probe ist. Wen der Platz nicht erreicht, ruft man von Hand an: sagen, was dabei herauskam.</translation>
</message>
<message>
<source>Who answers?</source>
<translation type="unfinished">Wer antwortet?</translation>
</message>
<message>
<source>never tested</source>
<translation type="unfinished">nie geprobt</translation>
</message>
<message>
<source>not on call now; {ways}</source>
<translation type="unfinished">jetzt nicht in Bereitschaft; {ways}</translation>
</message>
<message>
<source>the plan has no way to reach them</source>
<translation type="unfinished">der Plan hat keinen Weg zu ihnen</translation>
</message>
</context>
<context>
<name>ReceivedDialog</name>
<message>
<source>Each stands in the timeline</source>
<translation type="unfinished">Jedes steht im Verlauf</translation>
</message>
<message>
<source>They have it</source>
<translation type="unfinished">Sie haben es</translation>
</message>
<message>
<source>Who has it?</source>
<translation type="unfinished">Wer hat es?</translation>
</message>
<message>
<source>Who said so there</source>
<translation type="unfinished">Wer es dort sagte</translation>
</message>
<message>
<source>Who said so there; may stay empty</source>
<translation type="unfinished">Wer es dort sagte; darf leer bleiben</translation>
</message>
<message>
<source>Who says so?</source>
<translation type="unfinished">Wer sagt das?</translation>
</message>
</context>
<context>
<name>RecordNeeds</name>
<message>
<source>1 fault in the record</source>
<translation type="unfinished">1 Fehler in der Aufzeichnung</translation>
</message>
<message>
<source>1 line is not saved</source>
<translation type="unfinished">1 Zeile ist nicht gespeichert</translation>
</message>
<message>
<source>This disk refused the last save</source>
<translation type="unfinished">Diese Platte lehnte das letzte Speichern ab</translation>
</message>
<message>
<source>declare</source>
<translation type="unfinished">ausrufen</translation>
</message>
<message>
<source>show</source>
<translation type="unfinished">zeigen</translation>
</message>
<message>
<source>{count} alerts are nobody's</source>
<translation type="unfinished">{count} Alarme gehören niemandem</translation>
</message>
<message>
<source>{count} faults in the record</source>
<translation type="unfinished">{count} Fehler in der Aufzeichnung</translation>
</message>
<message>
<source>{count} lines are not saved</source>
<translation type="unfinished">{count} Zeilen sind nicht gespeichert</translation>
</message>
<message>
<source>{title} is nobody's</source>
<translation type="unfinished">{title} gehört niemandem</translation>
</message>
</context>
<context>
<name>RefusedDialog</name>
<message>
<source>A witness said yes while the shared database was away. When it could be asked again, it refused: its rule, or the level of the witness, did not allow it.</source>
<translation type="unfinished">Ein Zeuge sagte Ja, während die gemeinsame Datenbank weg war. Als sie wieder zu fragen war, lehnte sie ab: ihre Regel oder die Stufe des Zeugen erlaubte es nicht.</translation>
</message>
<message>
<source>It stays in the timeline as it was</source>
<translation type="unfinished">Es bleibt im Verlauf, wie es war</translation>
</message>
<message>
<source>It went out without acceptance</source>
<translation type="unfinished">Es ging ohne Annahme hinaus</translation>
</message>
<message>
<source>That is settled</source>
<translation type="unfinished">Das ist geklärt</translation>
</message>
<message>
<source>What came of it</source>
<translation type="unfinished">Was dabei herauskam</translation>
</message>
<message>
<source>What came of it?</source>
<translation type="unfinished">Was kam dabei heraus?</translation>
</message>
<message>
<source>Who was told, what was put right</source>
<translation type="unfinished">Wem es gesagt wurde, was richtiggestellt wurde</translation>
</message>
<message>
<source>Write what puts it right</source>
<translation type="unfinished">Schreiben, was es richtigstellt</translation>
</message>
</context>
<context>
<name>RegionChoice</name>
<message>
<source>A region; Enter adds it</source>
<translation type="unfinished">Eine Region; Enter fügt sie hinzu</translation>
</message>
<message>
<source>Another region</source>
<translation type="unfinished">Weitere Region</translation>
</message>
</context>
<context>
<name>ReportActs</name>
<message>
<source>No incident is open that it could be the same issue as: declare one first.</source>
<translation type="unfinished">Kein Vorfall ist offen, zu dem es dasselbe Problem sein könnte: erst einen ausrufen.</translation>
</message>
<message>
<source>None of these failed for certain: answer anew what must be told again.</source>
<translation type="unfinished">Keine davon misslang mit Sicherheit: neu antworten, was noch einmal zu sagen ist.</translation>
</message>
<message>
<source>Write first what they are told.</source>
<translation type="unfinished">Erst schreiben, was ihnen gesagt wird.</translation>
</message>
</context>
<context>
<name>ReportBulk</name>
<message>
<source>Confirm what is suggested for these, and write the answer down (C)</source>
<translation type="unfinished">Den Vorschlag für diese bestätigen und die Antwort notieren (C)</translation>
</message>
<message>
<source>Confirm {count}</source>
<translation type="unfinished">{count} bestätigen</translation>
</message>
<message>
<source>Declare an incident, filled in with this (Alt+D)</source>
<translation type="unfinished">Einen Vorfall ausrufen, hiermit ausgefüllt (Alt+D)</translation>
</message>
<message>
<source>Declare…</source>
<translation type="unfinished">Ausrufen…</translation>
</message>
<message>
<source>Look…</source>
<translation type="unfinished">Ansehen…</translation>
</message>
<message>
<source>Send these once more by e-mail (M)</source>
<translation type="unfinished">Diese noch einmal per E-Mail senden (M)</translation>
</message>
<message>
<source>Send {count} again</source>
<translation type="unfinished">{count} erneut senden</translation>
</message>
<message>
<source>Tick them</source>
<translation type="unfinished">Abhaken</translation>
</message>
<message>
<source>Tick those that look like the same issue, or take the ticks away (T)</source>
<translation type="unfinished">Abhaken, was nach demselben Problem aussieht, oder die Haken wegnehmen (T)</translation>
</message>
<message>
<source>{count} of {all} look like the same issue</source>
<translation type="unfinished">{count} von {all} sehen nach demselben Problem aus</translation>
</message>
<message>
<source>{count} ticked</source>
<translation type="unfinished">{count} abgehakt</translation>
</message>
</context>
<context>
<name>ReportHeaps</name>
<message>
<source>From where</source>
<translation type="unfinished">Von wo</translation>
</message>
<message>
<source>How they reach us</source>
<translation type="unfinished">Wie sie uns erreichen</translation>
</message>
<message>
<source>No incident is shown</source>
<translation type="unfinished">Kein Vorfall wird gezeigt</translation>
</message>
<message>
<source>Not said</source>
<translation type="unfinished">Nicht gesagt</translation>
</message>
<message>
<source>Others</source>
<translation type="unfinished">Andere</translation>
</message>
<message>
<source>Reports</source>
<translation type="unfinished">Meldungen</translation>
</message>
<message>
<source>Reports by region</source>
<translation type="unfinished">Meldungen nach Region</translation>
</message>
<message>
<source>Reports by service</source>
<translation type="unfinished">Meldungen nach Dienst</translation>
</message>
<message>
<source>Which service</source>
<translation type="unfinished">Welcher Dienst</translation>
</message>
<message>
<source>Who knew first</source>
<translation type="unfinished">Wer es zuerst wusste</translation>
</message>
<message>
<source>by e-mail</source>
<translation type="unfinished">per E-Mail</translation>
</message>
<message>
<source>just now</source>
<translation type="unfinished">gerade eben</translation>
</message>
<message>
<source>last 24 hours</source>
<translation type="unfinished" />
</message>
<message>
<source>oldest {minutes} min</source>
<translation type="unfinished">ältester {minutes} min</translation>
</message>
<message>
<source>{count} answered</source>
<translation type="unfinished">{count} haben geantwortet</translation>
</message>
<message>
<source>{count} turned away unread: floods</source>
<translation type="unfinished">{count} ungelesen abgewiesen: Fluten</translation>
</message>
<message>
<source>{count} with support</source>
<translation type="unfinished">{count} beim Support</translation>
</message>
<message>
<source>{minutes} min ago</source>
<translation type="unfinished">vor {minutes} min</translation>
</message>
</context>
<context>
<name>ReportLine</name>
<message>
<source>How to reach them</source>
<translation type="unfinished">Wie sie zu erreichen sind</translation>
</message>
<message>
<source>Is it us?</source>
<translation type="unfinished">Sind wir es?</translation>
</message>
<message>
<source>Keep as report</source>
<translation type="unfinished">Als Kundenmeldung behalten</translation>
</message>
<message>
<source>Region</source>
<translation type="unfinished">Region</translation>
</message>
<message>
<source>Service</source>
<translation type="unfinished">Dienst</translation>
</message>
<message>
<source>What the caller says</source>
<translation type="unfinished">Was die Person am Telefon sagt</translation>
</message>
<message>
<source>Where?</source>
<translation type="unfinished">Wo?</translation>
</message>
<message>
<source>Which service?</source>
<translation type="unfinished">Welcher Dienst?</translation>
</message>
<message>
<source>judged while you type, also with no network</source>
<translation type="unfinished">beurteilt, während Sie tippen, auch ohne Netz</translation>
</message>
<message>
<source>phone or e-mail</source>
<translation type="unfinished">Telefon oder E-Mail</translation>
</message>
<message>
<source>say “{words}”</source>
<translation type="unfinished">„{words}“ sagen</translation>
</message>
<message>
<source>what the caller says, in their words</source>
<translation type="unfinished">was die Person am Telefon sagt, in ihren Worten</translation>
</message>
</context>
<context>
<name>ReportModel</name>
<message>
<source>At</source>
<translation type="unfinished">Um</translation>
</message>
<message>
<source>Because</source>
<translation type="unfinished">Weil</translation>
</message>
<message>
<source>Region</source>
<translation type="unfinished">Region</translation>
</message>
<message>
<source>Service</source>
<translation type="unfinished">Dienst</translation>
</message>
<message>
<source>Suggested</source>
<translation type="unfinished">Vorgeschlagen</translation>
</message>
<message>
<source>What they say</source>
<translation type="unfinished">Was sie sagen</translation>
</message>
</context>
<context>
<name>ReportRate</name>
<message>
<source>Reports per minute</source>
<translation type="unfinished">Meldungen pro Minute</translation>
</message>
<message>
<source>last minute {count}, usual at this hour {usual}</source>
<translation type="unfinished">letzte Minute {count}, üblich zu dieser Stunde {usual}</translation>
</message>
</context>
<context>
<name>ReportSheet</name>
<message>
<source>Answer</source>
<translation type="unfinished">Antwort</translation>
</message>
<message>
<source>From approved words</source>
<translation type="unfinished">Aus freigegebenen Worten</translation>
</message>
<message>
<source>Hand on to support</source>
<translation type="unfinished">An den Support weitergeben</translation>
</message>
<message>
<source>No approved words went out yet: write what they are told.</source>
<translation type="unfinished">Noch gingen keine freigegebenen Worte hinaus: schreiben, was ihnen gesagt wird.</translation>
</message>
<message>
<source>No report is chosen</source>
<translation type="unfinished">Keine Kundenmeldung ist gewählt</translation>
</message>
<message>
<source>Only answer</source>
<translation type="unfinished">Nur antworten</translation>
</message>
<message>
<source>Report {number}</source>
<translation type="unfinished">Kundenmeldung {number}</translation>
</message>
<message>
<source>Same issue, answer</source>
<translation type="unfinished">Dasselbe Problem, antworten</translation>
</message>
<message>
<source>Say that it is the same issue, and write the answer down (Ctrl+Enter)</source>
<translation type="unfinished">Sagen, dass es dasselbe Problem ist, und die Antwort notieren (Ctrl+Enter)</translation>
</message>
<message>
<source>Support looks after it from now on, by e-mail where the plan says so (H)</source>
<translation type="unfinished">Von nun an kümmert sich der Support darum, per E-Mail, wo der Plan es sagt (H)</translation>
</message>
<message>
<source>The incident that it is the same issue as</source>
<translation type="unfinished">Der Vorfall, mit dem es dasselbe Problem ist</translation>
</message>
<message>
<source>Two desks said two things of it at once: say which holds.</source>
<translation type="unfinished">Zwei Plätze sagten zugleich zweierlei davon: sagen, was gilt.</translation>
</message>
<message>
<source>What they are told</source>
<translation type="unfinished">Was ihnen gesagt wird</translation>
</message>
<message>
<source>What we know against what they say</source>
<translation type="unfinished">Was wir wissen gegen das, was sie sagen</translation>
</message>
<message>
<source>Write down that they were told this (A)</source>
<translation type="unfinished">Notieren, dass ihnen dies gesagt wurde (A)</translation>
</message>
<message>
<source>Your verdict</source>
<translation type="unfinished">Ihr Urteil</translation>
</message>
<message>
<source>fits</source>
<translation type="unfinished">passt</translation>
</message>
<message>
<source>no incident is open</source>
<translation type="unfinished">kein Vorfall ist offen</translation>
</message>
<message>
<source>open</source>
<translation type="unfinished">offen</translation>
</message>
<message>
<source>speaks against it</source>
<translation type="unfinished">spricht dagegen</translation>
</message>
<message>
<source>suggested: {verdict}</source>
<translation type="unfinished">vorgeschlagen: {verdict}</translation>
</message>
<message>
<source>told: {words}</source>
<translation type="unfinished">gesagt: {words}</translation>
</message>
<message>
<source>with {name} since then</source>
<translation type="unfinished">seitdem mit {name}</translation>
</message>
<message>
<source>{count} of {all} fit</source>
<translation type="unfinished">{count} von {all} passen</translation>
</message>
</context>
<context>
<name>Reports</name>
<message>
<source>1 mail about a report did not arrive</source>
<translation type="unfinished">1 E-Mail über eine Kundenmeldung kam nicht an</translation>
</message>
<message>
<source>1 report</source>
<translation type="unfinished">1 Kundenmeldung</translation>
</message>
<message>
<source>1 subscriber of the status page missed an update</source>
<translation type="unfinished">1 Abonnent der Statusseite hat eine Nachricht verpasst</translation>
</message>
<message>
<source>A customer, by {span}</source>
<translation type="unfinished">Ein Kunde, um {span}</translation>
</message>
<message>
<source>Account</source>
<translation type="unfinished">Konto</translation>
</message>
<message>
<source>Declared</source>
<translation type="unfinished">Ausgerufen</translation>
</message>
<message>
<source>E-mail</source>
<translation type="unfinished">E-Mail</translation>
</message>
<message>
<source>Files</source>
<translation type="unfinished">Dateien</translation>
</message>
<message>
<source>First alert</source>
<translation type="unfinished">Erster Alarm</translation>
</message>
<message>
<source>First public words</source>
<translation type="unfinished">Erste öffentliche Worte</translation>
</message>
<message>
<source>First report</source>
<translation type="unfinished">Erste Kundenmeldung</translation>
</message>
<message>
<source>Form on the page</source>
<translation type="unfinished">Formular auf der Seite</translation>
</message>
<message>
<source>Harm begins</source>
<translation type="unfinished">Schaden beginnt</translation>
</message>
<message>
<source>Isolated</source>
<translation type="unfinished">Einzelfall</translation>
</message>
<message>
<source>Not delivered</source>
<translation type="unfinished">Nicht zugestellt</translation>
</message>
<message>
<source>Our warning</source>
<translation type="unfinished">Unsere Warnung</translation>
</message>
<message>
<source>Phone, by hand</source>
<translation type="unfinished">Telefon, von Hand</translation>
</message>
<message>
<source>Programs</source>
<translation type="unfinished">Programme</translation>
</message>
<message>
<source>Region</source>
<translation type="unfinished">Region</translation>
</message>
<message>
<source>Same issue</source>
<translation type="unfinished">Dasselbe Problem</translation>
</message>
<message>
<source>Service</source>
<translation type="unfinished">Dienst</translation>
</message>
<message>
<source>Symptom</source>
<translation type="unfinished">Symptom</translation>
</message>
<message>
<source>Time</source>
<translation type="unfinished">Zeit</translation>
</message>
<message>
<source>To judge</source>
<translation type="unfinished">Zu beurteilen</translation>
</message>
<message>
<source>Unknown</source>
<translation type="unfinished">Unbekannt</translation>
</message>
<message>
<source>We did, by {span}</source>
<translation type="unfinished">Wir, um {span}</translation>
</message>
<message>
<source>answered</source>
<translation type="unfinished">beantwortet</translation>
</message>
<message>
<source>judged</source>
<translation type="unfinished">beurteilt</translation>
</message>
<message>
<source>no fault is known on one account alone</source>
<translation type="unfinished">auf eine Aussage allein ist kein Fehler bekannt</translation>
</message>
<message>
<source>not delivered</source>
<translation type="unfinished">nicht zugestellt</translation>
</message>
<message>
<source>not delivered by e-mail: {fault}</source>
<translation type="unfinished">nicht zugestellt per E-Mail: {fault}</translation>
</message>
<message>
<source>not said</source>
<translation type="unfinished">nicht gesagt</translation>
</message>
<message>
<source>nothing is known of it</source>
<translation type="unfinished">nichts ist davon bekannt</translation>
</message>
<message>
<source>on its way by e-mail</source>
<translation type="unfinished">per E-Mail unterwegs</translation>
</message>
<message>
<source>only theirs</source>
<translation type="unfinished">nur ihre</translation>
</message>
<message>
<source>sent by e-mail</source>
<translation type="unfinished">per E-Mail gesendet</translation>
</message>
<message>
<source>since about {time}</source>
<translation type="unfinished">seit etwa {time}</translation>
</message>
<message>
<source>suggested: {verdict}</source>
<translation type="unfinished">vorgeschlagen: {verdict}</translation>
</message>
<message>
<source>the fault began {time}</source>
<translation type="unfinished">der Fehler begann {time}</translation>
</message>
<message>
<source>to be sent once more by e-mail</source>
<translation type="unfinished">noch einmal per E-Mail zu senden</translation>
</message>
<message>
<source>wants an answer</source>
<translation type="unfinished">möchte eine Antwort</translation>
</message>
<message>
<source>wants an answer: {reach}</source>
<translation type="unfinished">möchte eine Antwort: {reach}</translation>
</message>
<message>
<source>wants no answer</source>
<translation type="unfinished">möchte keine Antwort</translation>
</message>
<message>
<source>with support</source>
<translation type="unfinished">beim Support</translation>
</message>
<message>
<source>{count} mails about reports did not arrive</source>
<translation type="unfinished">{count} E-Mails über Kundenmeldungen kamen nicht an</translation>
</message>
<message>
<source>{count} reports</source>
<translation type="unfinished">{count} Kundenmeldungen</translation>
</message>
<message>
<source>{count} subscribers of the status page missed an update</source>
<translation type="unfinished">{count} Abonnenten der Statusseite haben eine Nachricht verpasst</translation>
</message>
</context>
<context>
<name>Restricting</name>
<message>
<source>Everybody who shares this record may know</source>
<translation type="unfinished">Alle, die diese Aufzeichnung teilen, dürfen es wissen</translation>
</message>
<message>
<source>Nobody else will know once this record is shared; until then whoever opens this home reads it</source>
<translation type="unfinished">Niemand sonst wird es wissen, sobald diese Aufzeichnung geteilt ist; bis dahin liest es, wer diese Ablage öffnet</translation>
</message>
<message>
<source>Nobody knows of it but you and those chosen here</source>
<translation type="unfinished">Niemand weiß davon außer Ihnen und den hier Gewählten</translation>
</message>
<message>
<source>Restricted</source>
<translation type="unfinished">Eingeschränkt</translation>
</message>
</context>
<context>
<name>RestrictionDialog</name>
<message>
<source>Choose who.</source>
<translation type="unfinished">Wählen, wer.</translation>
</message>
<message>
<source>Let in</source>
<translation type="unfinished">Einlassen</translation>
</message>
<message>
<source>Let somebody know</source>
<translation type="unfinished">Jemanden wissen lassen</translation>
</message>
<message>
<source>Restrict</source>
<translation type="unfinished">Einschränken</translation>
</message>
<message>
<source>Restrict this incident</source>
<translation type="unfinished">Diesen Vorfall einschränken</translation>
</message>
<message>
<source>The shared database gives it to nobody else</source>
<translation type="unfinished">Die gemeinsame Datenbank gibt es niemandem sonst</translation>
</message>
<message>
<source>They get all of it, also what was said before.</source>
<translation type="unfinished">Sie bekommen alles, auch das zuvor Gesagte.</translation>
</message>
<message>
<source>What was said so far stays where it is. It lies already on the desks of: {who}.</source>
<translation type="unfinished">Was bisher gesagt wurde, bleibt, wo es ist. Es liegt schon an den Plätzen von: {who}.</translation>
</message>
<message>
<source>What was said so far stays where it is. It lies in this home alone.</source>
<translation type="unfinished">Was bisher gesagt wurde, bleibt, wo es ist. Es liegt nur in dieser Ablage.</translation>
</message>
<message>
<source>Who may know, beside you?</source>
<translation type="unfinished">Wer darf es wissen, außer Ihnen?</translation>
</message>
<message>
<source>asking…</source>
<translation type="unfinished">frage…</translation>
</message>
<message>
<source>keys 1 to 9</source>
<translation type="unfinished">Tasten 1 bis 9</translation>
</message>
<message>
<source>not known: </source>
<translation type="unfinished">nicht bekannt: </translation>
</message>
</context>
<context>
<name>RestrictionPanel</name>
<message>
<source>1 person</source>
<translation type="unfinished">1 Person</translation>
</message>
<message>
<source>Everybody who shares this record</source>
<translation type="unfinished">Alle, die diese Aufzeichnung teilen</translation>
</message>
<message>
<source>Leave it as it is</source>
<translation type="unfinished">Lassen, wie es ist</translation>
</message>
<message>
<source>Let go</source>
<translation type="unfinished">Hinauslassen</translation>
</message>
<message>
<source>Let in</source>
<translation type="unfinished">Einlassen</translation>
</message>
<message>
<source>Let somebody know</source>
<translation type="unfinished">Jemanden wissen lassen</translation>
</message>
<message>
<source>Let {name} know nothing more</source>
<translation type="unfinished">{name} nichts mehr wissen lassen</translation>
</message>
<message>
<source>Let {name} know nothing more?</source>
<translation type="unfinished">{name} nichts mehr wissen lassen?</translation>
</message>
<message>
<source>Only who manages this incident: {names}</source>
<translation type="unfinished">Nur wer diesen Vorfall leitet: {names}</translation>
</message>
<message>
<source>Restrict</source>
<translation type="unfinished">Einschränken</translation>
</message>
<message>
<source>What is on their disk stays there; from now on nothing more reaches it.</source>
<translation type="unfinished">Was auf ihrer Platte ist, bleibt dort; von nun an erreicht sie nichts mehr.</translation>
</message>
<message>
<source>Who may know</source>
<translation type="unfinished">Wer es wissen darf</translation>
</message>
<message>
<source>says who</source>
<translation type="unfinished">sagt wer</translation>
</message>
<message>
<source>{count} people</source>
<translation type="unfinished">{count} Personen</translation>
</message>
</context>
<context>
<name>ReviewRoom</name>
<message>
<source>(the title was erased)</source>
<translation type="unfinished">(der Titel wurde gelöscht)</translation>
</message>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>+{span}</source>
<translation type="unfinished">+{span}</translation>
</message>
<message>
<source>1 entry</source>
<translation type="unfinished">1 Eintrag</translation>
</message>
<message>
<source>1 held</source>
<translation type="unfinished">1 zurückgehalten</translation>
</message>
<message>
<source>1 message sent</source>
<translation type="unfinished">1 Mitteilung gesendet</translation>
</message>
<message>
<source>1 objection</source>
<translation type="unfinished">1 Einspruch</translation>
</message>
<message>
<source>1 on the map</source>
<translation type="unfinished">1 auf der Karte</translation>
</message>
<message>
<source>1 open task</source>
<translation type="unfinished">1 offene Aufgabe</translation>
</message>
<message>
<source>1 other incident</source>
<translation type="unfinished">1 anderer Vorfall</translation>
</message>
<message>
<source>1 other: too few</source>
<translation type="unfinished">1 anderer: zu wenige</translation>
</message>
<message>
<source>Above the usual {low} to {high}</source>
<translation type="unfinished">Über dem Üblichen, {low} bis {high}</translation>
</message>
<message>
<source>Alerts</source>
<translation type="unfinished">Alarme</translation>
</message>
<message>
<source>All incidents</source>
<translation type="unfinished">Alle Vorfälle</translation>
</message>
<message>
<source>As it was</source>
<translation type="unfinished">Wie es war</translation>
</message>
<message>
<source>As we knew it</source>
<translation type="unfinished">Wie wir es wussten</translation>
</message>
<message>
<source>Because {why}</source>
<translation type="unfinished">Weil {why}</translation>
</message>
<message>
<source>Below the usual {low} to {high}</source>
<translation type="unfinished">Unter dem Üblichen, {low} bis {high}</translation>
</message>
<message>
<source>Changed by then</source>
<translation type="unfinished">Bis dahin geändert</translation>
</message>
<message>
<source>Changes</source>
<translation type="unfinished">Änderungen</translation>
</message>
<message>
<source>Choose one, or bring one in: from a bundle, or from a file of past incidents.</source>
<translation type="unfinished">Einen wählen oder einen mitbringen: aus einem Bündel oder einer Datei vergangener Vorfälle.</translation>
</message>
<message>
<source>Contributing factors</source>
<translation type="unfinished">Beitragende Faktoren</translation>
</message>
<message>
<source>Courses that nobody decided about</source>
<translation type="unfinished">Maßnahmen, über die niemand entschied</translation>
</message>
<message>
<source>Decided at {time}</source>
<translation type="unfinished">Entschieden um {time}</translation>
</message>
<message>
<source>Decided last</source>
<translation type="unfinished">Zuletzt entschieden</translation>
</message>
<message>
<source>Decision</source>
<translation type="unfinished">Entscheidung</translation>
</message>
<message>
<source>Decisions</source>
<translation type="unfinished">Entscheidungen</translation>
</message>
<message>
<source>Evidence</source>
<translation type="unfinished">Belege</translation>
</message>
<message>
<source>Felt from {since} to {until}</source>
<translation type="unfinished">Zu spüren von {since} bis {until}</translation>
</message>
<message>
<source>Felt since {since}</source>
<translation type="unfinished">Zu spüren seit {since}</translation>
</message>
<message>
<source>Impact not said</source>
<translation type="unfinished">Wirkung nicht gesagt</translation>
</message>
<message>
<source>Instead of: {other}</source>
<translation type="unfinished">Statt: {other}</translation>
</message>
<message>
<source>Known to the desk then</source>
<translation type="unfinished">Dem Platz damals bekannt</translation>
</message>
<message>
<source>Measures</source>
<translation type="unfinished">Messwerte</translation>
</message>
<message>
<source>Messages</source>
<translation type="unfinished">Mitteilungen</translation>
</message>
<message>
<source>Missed</source>
<translation type="unfinished">Verpasst</translation>
</message>
<message>
<source>Missed promise</source>
<translation type="unfinished">Verpasste Zusage</translation>
</message>
<message>
<source>No contributing factor is on the record</source>
<translation type="unfinished">Kein beitragender Faktor ist aufgezeichnet</translation>
</message>
<message>
<source>No contributing factor was known yet</source>
<translation type="unfinished">Noch war kein beitragender Faktor bekannt</translation>
</message>
<message>
<source>Nobody held a role</source>
<translation type="unfinished">Niemand hatte eine Rolle</translation>
</message>
<message>
<source>Not acknowledged yet</source>
<translation type="unfinished">Noch nicht bestätigt</translation>
</message>
<message>
<source>Not declared yet</source>
<translation type="unfinished">Noch nicht ausgerufen</translation>
</message>
<message>
<source>Not kept for this moment</source>
<translation type="unfinished">Für diesen Augenblick nicht aufgehoben</translation>
</message>
<message>
<source>Not known yet</source>
<translation type="unfinished">Noch nicht bekannt</translation>
</message>
<message>
<source>Nothing was decided yet</source>
<translation type="unfinished">Noch wurde nichts entschieden</translation>
</message>
<message>
<source>Nothing was noted yet</source>
<translation type="unfinished">Noch wurde nichts notiert</translation>
</message>
<message>
<source>Nothing: all that is on the record was known</source>
<translation type="unfinished">Nichts: alles Aufgezeichnete war bekannt</translation>
</message>
<message>
<source>On this disk, whole record
{entries} · works offline</source>
<translation type="unfinished">Auf dieser Platte, ganze Aufzeichnung
{entries} · geht ohne Netz</translation>
</message>
<message>
<source>Overdue words and tasks</source>
<translation type="unfinished">Überfällige Worte und Aufgaben</translation>
</message>
<message>
<source>Pause (Space)</source>
<translation type="unfinished">Pause (Leertaste)</translation>
</message>
<message>
<source>Play (Space)</source>
<translation type="unfinished">Abspielen (Leertaste)</translation>
</message>
<message>
<source>Promises kept</source>
<translation type="unfinished">Zusagen eingehalten</translation>
</message>
<message>
<source>Review: {title}</source>
<translation type="unfinished">Nachschau: {title}</translation>
</message>
<message>
<source>Roles then</source>
<translation type="unfinished">Rollen damals</translation>
</message>
<message>
<source>Scrub bar: {time}, {span} in, {state}</source>
<translation type="unfinished">Zeitleiste: {time}, {span} nach Beginn, {state}</translation>
</message>
<message>
<source>Signals then</source>
<translation type="unfinished">Signale damals</translation>
</message>
<message>
<source>Skip to: {what}</source>
<translation type="unfinished">Springen zu: {what}</translation>
</message>
<message>
<source>The board at {time}</source>
<translation type="unfinished">Die Tafel um {time}</translation>
</message>
<message>
<source>The board then</source>
<translation type="unfinished">Die Tafel damals</translation>
</message>
<message>
<source>The next change of state or severity, handover or end of a course (T, with Shift back)</source>
<translation type="unfinished">Der nächste Wechsel von Zustand oder Schweregrad, Übergabe oder Ende einer Maßnahme (T, mit Umschalt zurück)</translation>
</message>
<message>
<source>The next decision (D, with Shift the one before)</source>
<translation type="unfinished">Die nächste Entscheidung (D, mit Umschalt die davor)</translation>
</message>
<message>
<source>The next promise that was not kept (P, with Shift back)</source>
<translation type="unfinished">Die nächste nicht gehaltene Zusage (P, mit Umschalt zurück)</translation>
</message>
<message>
<source>The past: {at}, as it was known then. What was written stays as it is.</source>
<translation type="unfinished">Die Vergangenheit: {at}, wie sie damals bekannt war. Was geschrieben wurde, bleibt, wie es ist.</translation>
</message>
<message>
<source>The past: {at}, as it was, by all that is known now. What was written stays as it is.</source>
<translation type="unfinished">Die Vergangenheit: {at}, wie sie war, nach allem jetzt Bekannten. Was geschrieben wurde, bleibt, wie es ist.</translation>
</message>
<message>
<source>There is no incident to review yet</source>
<translation type="unfinished">Noch gibt es keinen Vorfall zum Nachschauen</translation>
</message>
<message>
<source>They come of investigations that were opened to all.</source>
<translation type="unfinished">Sie kommen aus Untersuchungen, die für alle geöffnet wurden.</translation>
</message>
<message>
<source>They come up here at the moment at which they came to the record.</source>
<translation type="unfinished">Sie erscheinen hier in dem Augenblick, in dem sie in die Aufzeichnung kamen.</translation>
</message>
<message>
<source>This record was written down afterwards: what was known when stands nowhere</source>
<translation type="unfinished">Diese Aufzeichnung wurde nachträglich geschrieben: was wann bekannt war, steht nirgends</translation>
</message>
<message>
<source>Time lost waiting</source>
<translation type="unfinished">Durch Warten verlorene Zeit</translation>
</message>
<message>
<source>Time to declare</source>
<translation type="unfinished">Zeit bis zur Ausrufung</translation>
</message>
<message>
<source>Time to detect</source>
<translation type="unfinished">Zeit bis zur Entdeckung</translation>
</message>
<message>
<source>Time to fill the roles</source>
<translation type="unfinished">Zeit bis die Rollen besetzt sind</translation>
</message>
<message>
<source>Time to first customer message</source>
<translation type="unfinished">Zeit bis zur ersten Kundenmitteilung</translation>
</message>
<message>
<source>Time to identify the cause</source>
<translation type="unfinished">Zeit bis die Ursache erkannt ist</translation>
</message>
<message>
<source>Time to mitigate</source>
<translation type="unfinished">Zeit bis zur Milderung</translation>
</message>
<message>
<source>Time to resolve</source>
<translation type="unfinished">Zeit bis zur Behebung</translation>
</message>
<message>
<source>To the beginning (Home)</source>
<translation type="unfinished">Zum Anfang (Pos1)</translation>
</message>
<message>
<source>To the end (End)</source>
<translation type="unfinished">Zum Ende (Ende)</translation>
</message>
<message>
<source>Turning point</source>
<translation type="unfinished">Wendepunkt</translation>
</message>
<message>
<source>Turns</source>
<translation type="unfinished">Wendet es</translation>
</message>
<message>
<source>Usual {low} to {high}</source>
<translation type="unfinished">Üblich {low} bis {high}</translation>
</message>
<message>
<source>We learned it {span} after it was so</source>
<translation type="unfinished">Wir erfuhren es {span}, nachdem es so war</translation>
</message>
<message>
<source>What mattered until then</source>
<translation type="unfinished">Was bis dahin zählte</translation>
</message>
<message>
<source>What mattered up to this moment</source>
<translation type="unfinished">Was bis zu diesem Augenblick zählte</translation>
</message>
<message>
<source>What the record knew at that moment (S)</source>
<translation type="unfinished">Was die Aufzeichnung in diesem Augenblick wusste (S)</translation>
</message>
<message>
<source>What was so at that moment, by all that is known now (S)</source>
<translation type="unfinished">Was in diesem Augenblick so war, nach allem jetzt Bekannten (S)</translation>
</message>
<message>
<source>beside {others}</source>
<translation type="unfinished">neben {others}</translation>
</message>
<message>
<source>cause</source>
<translation type="unfinished">Ursache</translation>
</message>
<message>
<source>declared</source>
<translation type="unfinished">ausgerufen</translation>
</message>
<message>
<source>detected</source>
<translation type="unfinished">entdeckt</translation>
</message>
<message>
<source>first due {first} → last due {last}</source>
<translation type="unfinished">zuerst fällig {first} → zuletzt fällig {last}</translation>
</message>
<message>
<source>first message</source>
<translation type="unfinished">erste Mitteilung</translation>
</message>
<message>
<source>impact</source>
<translation type="unfinished">Wirkung</translation>
</message>
<message>
<source>median {percent} %</source>
<translation type="unfinished">Median {percent} %</translation>
</message>
<message>
<source>median {span} of {count}</source>
<translation type="unfinished">Median {span} von {count}</translation>
</message>
<message>
<source>mitigated</source>
<translation type="unfinished">gemildert</translation>
</message>
<message>
<source>no other incident yet</source>
<translation type="unfinished">noch kein anderer Vorfall</translation>
</message>
<message>
<source>none</source>
<translation type="unfinished">keine</translation>
</message>
<message>
<source>not declared yet</source>
<translation type="unfinished">noch nicht ausgerufen</translation>
</message>
<message>
<source>nothing on the record mattered later</source>
<translation type="unfinished">nichts in der Aufzeichnung zählte später</translation>
</message>
<message>
<source>nothing was promised</source>
<translation type="unfinished">nichts wurde zugesagt</translation>
</message>
<message>
<source>resolved</source>
<translation type="unfinished">behoben</translation>
</message>
<message>
<source>roles filled</source>
<translation type="unfinished">Rollen besetzt</translation>
</message>
<message>
<source>under way</source>
<translation type="unfinished">läuft</translation>
</message>
<message>
<source>wrong way round: {foot}</source>
<translation type="unfinished">verkehrt herum: {foot}</translation>
</message>
<message>
<source>{count} entries</source>
<translation type="unfinished">{count} Einträge</translation>
</message>
<message>
<source>{count} held</source>
<translation type="unfinished">{count} zurückgehalten</translation>
</message>
<message>
<source>{count} in all</source>
<translation type="unfinished">{count} insgesamt</translation>
</message>
<message>
<source>{count} messages sent</source>
<translation type="unfinished">{count} Mitteilungen gesendet</translation>
</message>
<message>
<source>{count} more were kept</source>
<translation type="unfinished">{count} weitere wurden aufgehoben</translation>
</message>
<message>
<source>{count} objections</source>
<translation type="unfinished">{count} Einsprüche</translation>
</message>
<message>
<source>{count} of {all}</source>
<translation type="unfinished">{count} von {all}</translation>
</message>
<message>
<source>{count} on the map</source>
<translation type="unfinished">{count} auf der Karte</translation>
</message>
<message>
<source>{count} open tasks</source>
<translation type="unfinished">{count} offene Aufgaben</translation>
</message>
<message>
<source>{count} other incidents</source>
<translation type="unfinished">{count} andere Vorfälle</translation>
</message>
<message>
<source>{count} others: too few</source>
<translation type="unfinished">{count} andere: zu wenige</translation>
</message>
<message>
<source>{date} · {span} in</source>
<translation type="unfinished">{date} · {span} nach Beginn</translation>
</message>
<message>
<source>{end} ?</source>
<translation type="unfinished">{end} ?</translation>
</message>
<message>
<source>{kept} of {all}</source>
<translation type="unfinished">{kept} von {all}</translation>
</message>
<message>
<source>{speed} times as fast as it was ({key})</source>
<translation type="unfinished">{speed}-mal so schnell, wie es war ({key})</translation>
</message>
<message>
<source>{start}
to {end}</source>
<translation type="unfinished">{start}
bis {end}</translation>
</message>
<message>
<source>{start} → {end}</source>
<translation type="unfinished">{start} → {end}</translation>
</message>
</context>
<context>
<name>RevisitDialog</name>
<message>
<source>Does it stand?</source>
<translation type="unfinished">Gilt es?</translation>
</message>
<message>
<source>It no longer holds</source>
<translation type="unfinished">Es gilt nicht mehr</translation>
</message>
<message>
<source>It stands</source>
<translation type="unfinished">Es gilt</translation>
</message>
<message>
<source>Look at a decision again</source>
<translation type="unfinished">Eine Entscheidung noch einmal ansehen</translation>
</message>
<message>
<source>Look at it again in</source>
<translation type="unfinished">Noch einmal ansehen in</translation>
</message>
<message>
<source>The decision stays on the record either way</source>
<translation type="unfinished">Die Entscheidung bleibt so oder so in der Aufzeichnung</translation>
</message>
<message>
<source>What is known now</source>
<translation type="unfinished">Was jetzt bekannt ist</translation>
</message>
<message>
<source>if it no longer holds, say why</source>
<translation type="unfinished">wenn es nicht mehr gilt, sagen warum</translation>
</message>
<message>
<source>{who} objects: {words}</source>
<translation type="unfinished">{who} erhebt Einspruch: {words}</translation>
</message>
</context>
<context>
<name>Rights</name>
<message>
<source>Administrator</source>
<translation type="unfinished">Verwaltung</translation>
</message>
<message>
<source>Communications</source>
<translation type="unfinished">Kommunikation</translation>
</message>
<message>
<source>Communications, managers and administrators approve what goes out; your level is {level}.</source>
<translation type="unfinished">Kommunikation, Leitende und Verwaltung geben frei, was hinausgeht; Ihre Stufe ist {level}.</translation>
</message>
<message>
<source>Declares, notes, decides, holds roles.</source>
<translation type="unfinished">Ruft aus, notiert, entscheidet, hält Rollen.</translation>
</message>
<message>
<source>Manager</source>
<translation type="unfinished">Leitende</translation>
</message>
<message>
<source>Managers and administrators erase; your level is {level}.</source>
<translation type="unfinished">Leitende und Verwaltung löschen; Ihre Stufe ist {level}.</translation>
</message>
<message>
<source>Observer</source>
<translation type="unfinished">Beobachtung</translation>
</message>
<message>
<source>Observers read everything in this record and write nothing; an administrator can change that.</source>
<translation type="unfinished">Beobachtende lesen alles in dieser Aufzeichnung und schreiben nichts; die Verwaltung kann das ändern.</translation>
</message>
<message>
<source>Only administrators do that; your level is {level}.</source>
<translation type="unfinished">Das tut nur die Verwaltung; Ihre Stufe ist {level}.</translation>
</message>
<message>
<source>Reads everything that is open to them, and writes nothing.</source>
<translation type="unfinished">Liest alles, was ihm offensteht, und schreibt nichts.</translation>
</message>
<message>
<source>Responder</source>
<translation type="unfinished">Einsatzkraft</translation>
</message>
<message>
<source>This record is open for reading only</source>
<translation type="unfinished">Diese Aufzeichnung ist nur zum Lesen offen</translation>
</message>
<message>
<source>What a manager may; lets people in, sets levels, shuts managers out of incidents.</source>
<translation type="unfinished">Was Leitende dürfen; lässt Leute ein, setzt Stufen, schließt Leitende von Vorfällen aus.</translation>
</message>
<message>
<source>What a responder may; and approves what goes out.</source>
<translation type="unfinished">Was Einsatzkräfte dürfen; und gibt frei, was hinausgeht.</translation>
</message>
<message>
<source>What communications may; and erases, together with a second person.</source>
<translation type="unfinished">Was die Kommunikation darf; und löscht, zusammen mit einer zweiten Person.</translation>
</message>
<message>
<source>{name} ({level})</source>
<translation type="unfinished">{name} ({level})</translation>
</message>
</context>
<context>
<name>RoleActions</name>
<message>
<source>Because of {lesson}</source>
<translation type="unfinished">Wegen {lesson}</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Give it to somebody as a task</source>
<translation type="unfinished">Jemandem als Aufgabe geben</translation>
</message>
<message>
<source>Go to where it comes from: {lesson}</source>
<translation type="unfinished">Dorthin, woher es kommt: {lesson}</translation>
</message>
<message>
<source>Handed over: {role}</source>
<translation type="unfinished">Übergeben: {role}</translation>
</message>
</context>
<context>
<name>RoleForm</name>
<message>
<source>Acknowledge</source>
<translation type="unfinished">Bestätigen</translation>
</message>
<message>
<source>All steps</source>
<translation type="unfinished">Alle Schritte</translation>
</message>
<message>
<source>Assign</source>
<translation type="unfinished">Zuweisen</translation>
</message>
<message>
<source>Give to deputy</source>
<translation type="unfinished">An die Stellvertretung</translation>
</message>
<message>
<source>Hand over</source>
<translation type="unfinished">Übergeben</translation>
</message>
<message>
<source>Handover</source>
<translation type="unfinished">Übergabe</translation>
</message>
<message>
<source>I take it</source>
<translation type="unfinished">Ich nehme es</translation>
</message>
<message>
<source>Read what was handed over</source>
<translation type="unfinished">Lesen, was übergeben wurde</translation>
</message>
</context>
<context>
<name>RolePanel</name>
<message>
<source>Assign</source>
<translation type="unfinished">Zuweisen</translation>
</message>
<message>
<source>Give it to somebody else</source>
<translation type="unfinished">Jemand anderem geben</translation>
</message>
<message>
<source>Hand over</source>
<translation type="unfinished">Übergeben</translation>
</message>
<message>
<source>More about {role}</source>
<translation type="unfinished">Mehr zu {role}</translation>
</message>
<message>
<source>Take it back from its holder</source>
<translation type="unfinished">Von der Person zurücknehmen</translation>
</message>
<message>
<source>The duty and all steps</source>
<translation type="unfinished">Die Pflicht und alle Schritte</translation>
</message>
<message>
<source>Who takes it?</source>
<translation type="unfinished">Wer nimmt es?</translation>
</message>
<message>
<source>{progress}: {role}</source>
<translation type="unfinished">{progress}: {role}</translation>
</message>
</context>
<context>
<name>RoleWords</name>
<message>
<source>Acknowledged</source>
<translation type="unfinished">Bestätigt</translation>
</message>
<message>
<source>Deputy: nobody holds {role}</source>
<translation type="unfinished">Stellvertretung: niemand hat {role}</translation>
</message>
<message>
<source>Deputy: {name}</source>
<translation type="unfinished">Stellvertretung: {name}</translation>
</message>
<message>
<source>Nobody yet</source>
<translation type="unfinished">Noch niemand</translation>
</message>
<message>
<source>asked at {clock}</source>
<translation type="unfinished">gefragt um {clock}</translation>
</message>
<message>
<source>in {count} incidents</source>
<translation type="unfinished">in {count} Vorfällen</translation>
</message>
<message>
<source>no answer</source>
<translation type="unfinished">keine Antwort</translation>
</message>
<message>
<source>no answer for {span}</source>
<translation type="unfinished">keine Antwort seit {span}</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">niemand</translation>
</message>
<message>
<source>nobody for {span}</source>
<translation type="unfinished">niemand seit {span}</translation>
</message>
<message>
<source>on since {clock}</source>
<translation type="unfinished">läuft seit {clock}</translation>
</message>
<message>
<source>open since {clock}</source>
<translation type="unfinished">offen seit {clock}</translation>
</message>
<message>
<source>waits for an answer</source>
<translation type="unfinished">wartet auf eine Antwort</translation>
</message>
<message>
<source>{done} of {count}</source>
<translation type="unfinished">{done} von {count}</translation>
</message>
<message>
<source>{done} of {count} steps</source>
<translation type="unfinished">{done} von {count} Schritten</translation>
</message>
<message>
<source>{role}, you</source>
<translation type="unfinished">{role}, Sie</translation>
</message>
<message>
<source>{step}. Because of: {lesson}</source>
<translation type="unfinished">{step}. Wegen: {lesson}</translation>
</message>
<message>
<source>{step}: done by {name}, {moment}</source>
<translation type="unfinished">{step}: erledigt von {name}, {moment}</translation>
</message>
<message>
<source>{step}: due at {moment}</source>
<translation type="unfinished">{step}: fällig um {moment}</translation>
</message>
<message>
<source>{step}: due in {span}, at {moment}</source>
<translation type="unfinished">{step}: fällig in {span}, um {moment}</translation>
</message>
<message>
<source>{step}: {span} late, it was due at {moment}</source>
<translation type="unfinished">{step}: {span} zu spät, fällig war er um {moment}</translation>
</message>
</context>
<context>
<name>RolesPanel</name>
<message>
<source>Fold the roles</source>
<translation type="unfinished">Die Rollen einklappen</translation>
</message>
<message>
<source>Roles</source>
<translation type="unfinished">Rollen</translation>
</message>
<message>
<source>{answered} of {count} acknowledged</source>
<translation type="unfinished">{answered} von {count} bestätigt</translation>
</message>
<message>
<source>{count} people report to one. Above {many} nobody keeps sight of all: gather experts under a lead.</source>
<translation type="unfinished">{count} Personen berichten an eine. Über {many} überblickt niemand alle: Fachleute unter einer Leitung sammeln.</translation>
</message>
<message>
<source>{told}, loudest first</source>
<translation type="unfinished">{told}, die lautesten zuerst</translation>
</message>
</context>
<context>
<name>RowsTable</name>
<message>
<source>Add</source>
<translation type="unfinished">Hinzufügen</translation>
</message>
<message>
<source>All parts side by side</source>
<translation type="unfinished">Alle Teile nebeneinander</translation>
</message>
<message>
<source>Because of {lesson}</source>
<translation type="unfinished">Wegen {lesson}</translation>
</message>
<message>
<source>Go there</source>
<translation type="unfinished">Dorthin</translation>
</message>
<message>
<source>Go to the incident it comes from: {lesson}</source>
<translation type="unfinished">Zum Vorfall, aus dem es kommt: {lesson}</translation>
</message>
<message>
<source>Move up (Alt+Up)</source>
<translation type="unfinished">Nach oben (Alt+Up)</translation>
</message>
<message>
<source>Take out (Delete)</source>
<translation type="unfinished">Herausnehmen (Entf)</translation>
</message>
</context>
<context>
<name>RunningPanel</name>
<message>
<source>An incident that adopts a newer version (/adopt-plan) fills only what is blank, and says what.</source>
<translation type="unfinished">Ein Vorfall, der eine neuere Fassung übernimmt (/adopt-plan), füllt nur Leeres und sagt was.</translation>
</message>
<message>
<source>Fill {number} from the one in force</source>
<translation type="unfinished">{number} aus dem geltenden füllen</translation>
</message>
<message>
<source>No incident is open.</source>
<translation type="unfinished">Kein Vorfall ist offen.</translation>
</message>
<message>
<source>Who runs on which</source>
<translation type="unfinished">Wer womit läuft</translation>
</message>
<message>
<source>{number} runs on {version}, and keeps it.</source>
<translation type="unfinished">{number} läuft mit {version} und behält sie.</translation>
</message>
</context>
<context>
<name>ScheduleDialog</name>
<message>
<source>Goes out at {clock}, in {span}</source>
<translation type="unfinished">Geht hinaus um {clock}, in {span}</translation>
</message>
<message>
<source>Next update</source>
<translation type="unfinished">Nächste Nachricht</translation>
</message>
<message>
<source>Say a clock, like 22:00, or a span, like in 2 h</source>
<translation type="unfinished">Eine Uhrzeit sagen, etwa 22:00, oder eine Spanne, etwa in 2 h</translation>
</message>
<message>
<source>Schedule</source>
<translation type="unfinished">Ansetzen</translation>
</message>
<message>
<source>Send it at a time</source>
<translation type="unfinished">Zu einer Zeit senden</translation>
</message>
<message>
<source>Stops by itself if a fact in it is withdrawn, or its yes no longer holds</source>
<translation type="unfinished">Hält von selbst an, wenn eine Tatsache darin zurückgezogen wird oder ihr Ja nicht mehr gilt</translation>
</message>
<message>
<source>When does it go out?</source>
<translation type="unfinished">Wann geht es hinaus?</translation>
</message>
<message>
<source>When the next update comes after it</source>
<translation type="unfinished">Wann die Nachricht danach kommt</translation>
</message>
<message>
<source>When?</source>
<translation type="unfinished">Wann?</translation>
</message>
<message>
<source>not promised</source>
<translation type="unfinished">nicht zugesagt</translation>
</message>
<message>
<source>{span} after it</source>
<translation type="unfinished">{span} danach</translation>
</message>
<message>
<source>{words}; says the next at {clock}</source>
<translation type="unfinished">{words}; nennt die nächste um {clock}</translation>
</message>
</context>
<context>
<name>SealDialog</name>
<message>
<source>Break the seal</source>
<translation type="unfinished">Das Siegel brechen</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Each of these stands in the timeline, with your name</source>
<translation type="unfinished">Jedes davon steht im Verlauf, mit Ihrem Namen</translation>
</message>
<message>
<source>Give more time</source>
<translation type="unfinished">Mehr Zeit geben</translation>
</message>
<message>
<source>Investigation {letter}</source>
<translation type="unfinished">Untersuchung {letter}</translation>
</message>
<message>
<source>Let them in</source>
<translation type="unfinished">Sie einlassen</translation>
</message>
<message>
<source>More time from now</source>
<translation type="unfinished">Mehr Zeit ab jetzt</translation>
</message>
<message>
<source>Noor Haddad</source>
<translation type="unfinished">Noor Haddad</translation>
</message>
<message>
<source>One more person</source>
<translation type="unfinished">Noch eine Person</translation>
</message>
<message>
<source>The copy must be stopped, and they know why</source>
<translation type="unfinished">Die Kopie muss angehalten werden, und sie wissen warum</translation>
</message>
<message>
<source>Who joins it</source>
<translation type="unfinished">Wer tritt bei</translation>
</message>
<message>
<source>Why the seal is broken</source>
<translation type="unfinished">Warum das Siegel gebrochen wird</translation>
</message>
<message>
<source>everybody reads it from then on, and why</source>
<translation type="unfinished">alle lesen es von da an, und warum</translation>
</message>
<message>
<source>nobody of the same round</source>
<translation type="unfinished">niemand derselben Runde</translation>
</message>
</context>
<context>
<name>SealPanel</name>
<message>
<source>Everybody who may know of the incident reads it. What is added now is marked so.</source>
<translation type="unfinished">Wer vom Vorfall wissen darf, liest es. Was jetzt hinzukommt, wird so markiert.</translation>
</message>
<message>
<source>The seal</source>
<translation type="unfinished">Das Siegel</translation>
</message>
<message>
<source>The shared record gives {letter} to its members only. Everybody else sees this line:</source>
<translation type="unfinished">Die gemeinsame Aufzeichnung gibt {letter} nur ihren Mitgliedern. Alle anderen sehen diese Zeile:</translation>
</message>
<message>
<source>Without a shared record the seal is a courtesy. Everybody else sees this line:</source>
<translation type="unfinished">Ohne gemeinsame Aufzeichnung ist das Siegel eine Höflichkeit. Alle anderen sehen diese Zeile:</translation>
</message>
<message>
<source>at the investigations</source>
<translation type="unfinished">bei den Untersuchungen</translation>
</message>
<message>
<source>in this incident</source>
<translation type="unfinished">in diesem Vorfall</translation>
</message>
<message>
<source>not here</source>
<translation type="unfinished">nicht hier</translation>
</message>
<message>
<source>open to all</source>
<translation type="unfinished">für alle offen</translation>
</message>
<message>
<source>seen {clock}</source>
<translation type="unfinished">gesehen {clock}</translation>
</message>
<message>
<source>you</source>
<translation type="unfinished">Sie</translation>
</message>
<message>
<source>{name}, lead</source>
<translation type="unfinished">{name}, Leitung</translation>
</message>
</context>
<context>
<name>SealedPage</name>
<message>
<source> and </source>
<translation type="unfinished"> und </translation>
</message>
<message>
<source>(the question was erased)</source>
<translation type="unfinished">(die Frage wurde gelöscht)</translation>
</message>
<message>
<source>1 desk is in touch now</source>
<translation type="unfinished">1 Platz ist jetzt in Verbindung</translation>
</message>
<message>
<source>1 fact known to all</source>
<translation type="unfinished">1 Tatsache, allen bekannt</translation>
</message>
<message>
<source>Last activity</source>
<translation type="unfinished">Letzte Tätigkeit</translation>
</message>
<message>
<source>Lies on</source>
<translation type="unfinished">Liegt auf</translation>
</message>
<message>
<source>Opened</source>
<translation type="unfinished">Geöffnet</translation>
</message>
<message>
<source>Opens</source>
<translation type="unfinished">Öffnet</translation>
</message>
<message>
<source>Submitted</source>
<translation type="unfinished">Abgegeben</translation>
</message>
<message>
<source>Time box</source>
<translation type="unfinished">Zeitrahmen</translation>
</message>
<message>
<source>Time, people, seal…</source>
<translation type="unfinished">Zeit, Leute, Siegel…</translation>
</message>
<message>
<source>Whoever manages the incident</source>
<translation type="unfinished">Wer den Vorfall leitet</translation>
</message>
<message>
<source>Works on it</source>
<translation type="unfinished">Arbeitet daran</translation>
</message>
<message>
<source>You can give it more time, let somebody in, or break the seal with a reason. All of that is recorded.</source>
<translation type="unfinished">Sie können ihr mehr Zeit geben, jemanden einlassen oder das Siegel mit Grund brechen. All das wird aufgezeichnet.</translation>
</message>
<message>
<source>nothing written yet</source>
<translation type="unfinished">noch nichts geschrieben</translation>
</message>
<message>
<source>the desks of its members and the shared database, which this desk cannot reach now</source>
<translation type="unfinished">die Plätze der Mitglieder und die gemeinsame Datenbank, die dieser Platz jetzt nicht erreicht</translation>
</message>
<message>
<source>the desks of its members and the shared database; {desks}</source>
<translation type="unfinished">die Plätze der Mitglieder und die gemeinsame Datenbank; {desks}</translation>
</message>
<message>
<source>this desk: without a shared record the seal is a courtesy, for whoever sits here has its disk</source>
<translation type="unfinished">dieser Platz: ohne gemeinsame Aufzeichnung ist das Siegel eine Höflichkeit, denn wer hier sitzt, hat seine Platte</translation>
</message>
<message>
<source>to everybody when {name} submits it</source>
<translation type="unfinished">an alle, wenn {name} sie abgibt</translation>
</message>
<message>
<source>to everybody with the last of {all}: {count} in, {names} not yet</source>
<translation type="unfinished">an alle mit der letzten von {all}: {count} abgegeben, {names} noch nicht</translation>
</message>
<message>
<source>{clock} by {name}</source>
<translation type="unfinished">{clock} von {name}</translation>
</message>
<message>
<source>{clock} by {name}, with {known}</source>
<translation type="unfinished">{clock} von {name}, mit {known}</translation>
</message>
<message>
<source>{clock}, final</source>
<translation type="unfinished">{clock}, endgültig</translation>
</message>
<message>
<source>{count} desks are in touch now</source>
<translation type="unfinished">{count} Plätze sind jetzt in Verbindung</translation>
</message>
<message>
<source>{count} facts known to all</source>
<translation type="unfinished">{count} Tatsachen, allen bekannt</translation>
</message>
<message>
<source>{letter} is sealed to those who work on it</source>
<translation type="unfinished">{letter} ist versiegelt für die, die daran arbeiten</translation>
</message>
<message>
<source>{names} can give it more time, let somebody in, or break the seal with a reason that everybody reads.</source>
<translation type="unfinished">{names} können ihr mehr Zeit geben, jemanden einlassen oder das Siegel brechen, mit einem Grund, den alle lesen.</translation>
</message>
</context>
<context>
<name>SearchDialog</name>
<message>
<source>1 line</source>
<translation type="unfinished">1 Zeile</translation>
</message>
<message>
<source>Go to the line</source>
<translation type="unfinished">Zur Zeile</translation>
</message>
<message>
<source>Notes, titles, reasons, reports of customers, names of files: all that was written</source>
<translation type="unfinished">Notizen, Titel, Gründe, Kundenmeldungen, Dateinamen: alles Geschriebene</translation>
</message>
<message>
<source>Nothing with these words. Every word must be there; “words in quotes” stand together.</source>
<translation type="unfinished">Nichts mit diesen Worten. Jedes Wort muss vorkommen; „Worte in Anführungszeichen“ stehen zusammen.</translation>
</message>
<message>
<source>On this disk, newest first</source>
<translation type="unfinished">Auf dieser Platte, das Neueste zuerst</translation>
</message>
<message>
<source>Search the record</source>
<translation type="unfinished">Die Aufzeichnung durchsuchen</translation>
</message>
<message>
<source>This incident only</source>
<translation type="unfinished">Nur dieser Vorfall</translation>
</message>
<message>
<source>What was found</source>
<translation type="unfinished">Was gefunden wurde</translation>
</message>
<message>
<source>Words to look for</source>
<translation type="unfinished">Worte, nach denen zu suchen ist</translation>
</message>
<message>
<source>{count} lines</source>
<translation type="unfinished">{count} Zeilen</translation>
</message>
</context>
<context>
<name>SectionList</name>
<message>
<source>1 changed</source>
<translation type="unfinished">1 geändert</translation>
</message>
<message>
<source>1 mistake</source>
<translation type="unfinished">1 Fehler</translation>
</message>
<message>
<source>1 unchecked</source>
<translation type="unfinished">1 ungeprüft</translation>
</message>
<message>
<source>Plan</source>
<translation type="unfinished">Plan</translation>
</message>
<message>
<source>{count} changed</source>
<translation type="unfinished">{count} geändert</translation>
</message>
<message>
<source>{count} mistakes</source>
<translation type="unfinished">{count} Fehler</translation>
</message>
<message>
<source>{count} unchecked</source>
<translation type="unfinished">{count} ungeprüft</translation>
</message>
</context>
<context>
<name>SeenBefore</name>
<message>
<source>No past incident is on this desk yet. Reports of earlier ones are imported on the calm board.</source>
<translation type="unfinished">Noch ist kein vergangener Vorfall auf diesem Platz. Berichte früherer werden auf der ruhigen Tafel eingelesen.</translation>
</message>
<message>
<source>Nothing like it. Say what fails and where, as you would tell a colleague.</source>
<translation type="unfinished">Nichts Ähnliches. Sagen, was wo versagt, wie man es Kollegen sagen würde.</translation>
</message>
<message>
<source>Overdue since: {what}</source>
<translation type="unfinished">Überfällig seit: {what}</translation>
</message>
<message>
<source>Same factor: {names}</source>
<translation type="unfinished">Derselbe Faktor: {names}</translation>
</message>
<message>
<source>Same service: {names}</source>
<translation type="unfinished">Derselbe Dienst: {names}</translation>
</message>
<message>
<source>Same words: {names}</source>
<translation type="unfinished">Dieselben Worte: {names}</translation>
</message>
<message>
<source>Say what is wrong: what was like it comes up here, with what worked then.</source>
<translation type="unfinished">Sagen, was verkehrt ist: hier erscheint, was ähnlich war, mit dem, was damals half.</translation>
</message>
<message>
<source>Seen before</source>
<translation type="unfinished">Schon gesehen</translation>
</message>
<message>
<source>of 1 incident</source>
<translation type="unfinished">von 1 Vorfall</translation>
</message>
<message>
<source>of {count} incidents</source>
<translation type="unfinished">von {count} Vorfällen</translation>
</message>
<message>
<source>open now</source>
<translation type="unfinished">jetzt öffnen</translation>
</message>
<message>
<source>{share} %</source>
<translation type="unfinished">{share} %</translation>
</message>
</context>
<context>
<name>SeenBeforeDialog</name>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>Found on this desk, with no network</source>
<translation type="unfinished">Auf diesem Platz gefunden, ohne Netz</translation>
</message>
<message>
<source>Like {number}</source>
<translation type="unfinished">Wie {number}</translation>
</message>
</context>
<context>
<name>SentPanel</name>
<message>
<source>As sent</source>
<translation type="unfinished">Wie gesendet</translation>
</message>
<message>
<source>Copy all</source>
<translation type="unfinished">Alles kopieren</translation>
</message>
<message>
<source>Messages by channel</source>
<translation type="unfinished">Mitteilungen nach Kanal</translation>
</message>
<message>
<source>Nothing went out by this channel yet</source>
<translation type="unfinished">Über diesen Kanal ging noch nichts hinaus</translation>
</message>
<message>
<source>{channel}, as sent</source>
<translation type="unfinished">{channel}, wie gesendet</translation>
</message>
<message>
<source>{channel}: {count}</source>
<translation type="unfinished">{channel}: {count}</translation>
</message>
</context>
<context>
<name>ServiceChoice</name>
<message>
<source>Another one; Enter adds it</source>
<translation type="unfinished">Noch eins; Enter fügt es hinzu</translation>
</message>
<message>
<source>Another service</source>
<translation type="unfinished">Weiterer Dienst</translation>
</message>
</context>
<context>
<name>SettingsDisk</name>
<message>
<source>Back up now</source>
<translation type="unfinished">Jetzt sichern</translation>
</message>
<message>
<source>Backups</source>
<translation type="unfinished">Sicherungen</translation>
</message>
<message>
<source>Check now</source>
<translation type="unfinished">Jetzt prüfen</translation>
</message>
<message>
<source>Check the record</source>
<translation type="unfinished">Die Aufzeichnung prüfen</translation>
</message>
<message>
<source>Copy path</source>
<translation type="unfinished">Pfad kopieren</translation>
</message>
<message>
<source>Progress of the check</source>
<translation type="unfinished">Fortschritt der Prüfung</translation>
</message>
<message>
<source>Reads every entry and compares it with its hash</source>
<translation type="unfinished">Liest jeden Eintrag und vergleicht ihn mit seiner Prüfsumme</translation>
</message>
<message>
<source>Where the record lies</source>
<translation type="unfinished">Wo die Aufzeichnung liegt</translation>
</message>
</context>
<context>
<name>SettingsLooks</name>
<message>
<source>Dark, light, or what the desktop around the window has</source>
<translation type="unfinished">Dunkel, hell oder wie der Desktop um das Fenster</translation>
</message>
<message>
<source>In which times are shown, and in which a time without one is read</source>
<translation type="unfinished">In der Zeiten gezeigt werden, und in der eine Zeit ohne Zone gelesen wird</translation>
</message>
<message>
<source>The clocks of the plan: call-out, internal update, reassessment, state document</source>
<translation type="unfinished">Die Uhren des Plans: Ansage, interne Nachricht, Neubewertung, Lagedokument</translation>
</message>
<message>
<source>Theme</source>
<translation type="unfinished">Gestaltung</translation>
</message>
<message>
<source>Time zone</source>
<translation type="unfinished">Zeitzone</translation>
</message>
<message>
<source>What is due</source>
<translation type="unfinished">Was fällig ist</translation>
</message>
</context>
<context>
<name>SettingsRoom</name>
<message>
<source>1 waits</source>
<translation type="unfinished">1 wartet</translation>
</message>
<message>
<source>Alerts</source>
<translation type="unfinished">Alarme</translation>
</message>
<message>
<source>Carry it by hand: make a bundle</source>
<translation type="unfinished">Von Hand tragen: ein Bündel machen</translation>
</message>
<message>
<source>Channels</source>
<translation type="unfinished">Kanäle</translation>
</message>
<message>
<source>If the network stays away</source>
<translation type="unfinished">Wenn das Netz ausbleibt</translation>
</message>
<message>
<source>Look, time zone</source>
<translation type="unfinished">Aussehen, Zeitzone</translation>
</message>
<message>
<source>People, levels</source>
<translation type="unfinished">Leute, Stufen</translation>
</message>
<message>
<source>Settings</source>
<translation type="unfinished">Einstellungen</translation>
</message>
<message>
<source>Shared record</source>
<translation type="unfinished">Gemeinsame Aufzeichnung</translation>
</message>
<message>
<source>Sound, messages</source>
<translation type="unfinished">Ton, Meldungen</translation>
</message>
<message>
<source>Status page</source>
<translation type="unfinished">Statusseite</translation>
</message>
<message>
<source>This disk</source>
<translation type="unfinished">Diese Platte</translation>
</message>
<message>
<source>Watched series</source>
<translation type="unfinished">Beobachtete Reihen</translation>
</message>
<message>
<source>What the marks mean</source>
<translation type="unfinished">Was die Zeichen bedeuten</translation>
</message>
<message>
<source>Work on. Everything is kept here, and desks that meet later end with the same record in the same order.</source>
<translation type="unfinished">Weiterarbeiten. Alles bleibt hier, und Plätze, die sich später treffen, enden mit derselben Aufzeichnung in derselben Ordnung.</translation>
</message>
<message>
<source>You</source>
<translation type="unfinished">Sie</translation>
</message>
<message>
<source>{count} wait</source>
<translation type="unfinished">{count} warten</translation>
</message>
</context>
<context>
<name>SettingsYou</name>
<message>
<source>After so long without a key or the mouse; what you have begun is there again</source>
<translation type="unfinished">Nach so langer Zeit ohne Taste oder Maus; was Sie begonnen haben, ist danach wieder da</translation>
</message>
<message>
<source>Change</source>
<translation type="unfinished">Ändern</translation>
</message>
<message>
<source>Change who is at the desk</source>
<translation type="unfinished">Ändern, wer am Platz ist</translation>
</message>
<message>
<source>Lock by itself</source>
<translation type="unfinished">Von selbst sperren</translation>
</message>
<message>
<source>Set a PIN</source>
<translation type="unfinished">Eine PIN setzen</translation>
</message>
<message>
<source>Set a PIN, or take it away</source>
<translation type="unfinished">Eine PIN setzen oder wegnehmen</translation>
</message>
<message>
<source>Who is at the desk</source>
<translation type="unfinished">Wer am Platz ist</translation>
</message>
<message>
<source>Your PIN at this console</source>
<translation type="unfinished">Ihre PIN an dieser Konsole</translation>
</message>
</context>
<context>
<name>SettleDialog</name>
<message>
<source>Cancel</source>
<translation type="unfinished">Abbrechen</translation>
</message>
<message>
<source>It stands in the timeline with your name, and can be taken back</source>
<translation type="unfinished">Es steht im Verlauf mit Ihrem Namen und lässt sich zurücknehmen</translation>
</message>
<message>
<source>Neither holds</source>
<translation type="unfinished">Keins gilt</translation>
</message>
<message>
<source>Settle</source>
<translation type="unfinished">Klären</translation>
</message>
<message>
<source>The request log of 19:00 shows one account</source>
<translation type="unfinished">Das Anfragelog von 19:00 zeigt ein Konto</translation>
</message>
<message>
<source>Which one holds?</source>
<translation type="unfinished">Welcher gilt?</translation>
</message>
<message>
<source>Why</source>
<translation type="unfinished">Warum</translation>
</message>
<message>
<source>what was asked, and what came out</source>
<translation type="unfinished">was gefragt wurde und was herauskam</translation>
</message>
<message>
<source>{name} holds</source>
<translation type="unfinished">{name} gilt</translation>
</message>
<message>
<source>{one} against {other}</source>
<translation type="unfinished">{one} gegen {other}</translation>
</message>
</context>
<context>
<name>SeverityButton</name>
<message>
<source>{severity}: press to set it</source>
<translation type="unfinished">{severity}: drücken, um ihn zu setzen</translation>
</message>
</context>
<context>
<name>SeverityChip</name>
<message>
<source>Severity not set</source>
<translation type="unfinished">Schweregrad nicht gesetzt</translation>
</message>
</context>
<context>
<name>SeverityDialog</name>
<message>
<source>Choose one of the severities.</source>
<translation type="unfinished">Einen der Schweregrade wählen.</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>In doubt take the higher one; lowering it later is cheap</source>
<translation type="unfinished">Im Zweifel den höheren nehmen; später senken ist billig</translation>
</message>
<message>
<source>No reason now</source>
<translation type="unfinished">Jetzt kein Grund</translation>
</message>
<message>
<source>Set</source>
<translation type="unfinished">Setzen</translation>
</message>
<message>
<source>Set {severity}</source>
<translation type="unfinished">{severity} setzen</translation>
</message>
<message>
<source>The record says that none was given</source>
<translation type="unfinished">Die Aufzeichnung sagt, dass keiner genannt wurde</translation>
</message>
<message>
<source>What does it do to customers?</source>
<translation type="unfinished">Was macht es mit Kunden?</translation>
</message>
<message>
<source>Why? Some words, or Ctrl+Enter for “no reason given”.</source>
<translation type="unfinished">Warum? Einige Worte, oder Ctrl+Enter für „kein Grund genannt“.</translation>
</message>
<message>
<source>now {severity}</source>
<translation type="unfinished">jetzt {severity}</translation>
</message>
</context>
<context>
<name>SeverityForm</name>
<message>
<source>What do we know now that we did not?</source>
<translation type="unfinished">Was wissen wir jetzt, was wir nicht wussten?</translation>
</message>
<message>
<source>Why</source>
<translation type="unfinished">Warum</translation>
</message>
<message>
<source>goes on the timeline with it</source>
<translation type="unfinished">geht damit in den Verlauf</translation>
</message>
</context>
<context>
<name>Shared</name>
<message>
<source>Connection</source>
<translation type="unfinished">Verbindung</translation>
</message>
<message>
<source>Copy</source>
<translation type="unfinished">Kopieren</translation>
</message>
<message>
<source>Desks</source>
<translation type="unfinished">Plätze</translation>
</message>
<message>
<source>Do not wait</source>
<translation type="unfinished">Nicht warten</translation>
</message>
<message>
<source>Join</source>
<translation type="unfinished">Beitreten</translation>
</message>
<message>
<source>Join line</source>
<translation type="unfinished">Beitrittszeile</translation>
</message>
<message>
<source>Join line, or the address of a database</source>
<translation type="unfinished">Beitrittszeile oder die Adresse einer Datenbank</translation>
</message>
<message>
<source>Let in</source>
<translation type="unfinished">Einlassen</translation>
</message>
<message>
<source>Let somebody in</source>
<translation type="unfinished">Jemanden einlassen</translation>
</message>
<message>
<source>Make one there</source>
<translation type="unfinished">Dort eine anlegen</translation>
</message>
<message>
<source>Name</source>
<translation type="unfinished">Name</translation>
</message>
<message>
<source>Test connection</source>
<translation type="unfinished">Verbindung prüfen</translation>
</message>
<message>
<source>Their join line</source>
<translation type="unfinished">Ihre Beitrittszeile</translation>
</message>
<message>
<source>Waiting entries</source>
<translation type="unfinished">Wartende Einträge</translation>
</message>
<message>
<source>What they may do</source>
<translation type="unfinished">Was sie dürfen</translation>
</message>
<message>
<source>Who is let in</source>
<translation type="unfinished">Wer eingelassen ist</translation>
</message>
<message>
<source>its key is kept where this desk keeps its own, never in this line</source>
<translation type="unfinished">sein Schlüssel liegt, wo dieser Platz seine eigenen hat, nie in dieser Zeile</translation>
</message>
<message>
<source>postgresql://NAME:KEY@HOST/DATABASE</source>
<translation type="unfinished">postgresql://NAME:SCHLÜSSEL@RECHNER/DATENBANK</translation>
</message>
<message>
<source>their own line, for one desk, once</source>
<translation type="unfinished">ihre eigene Zeile, für einen Platz, einmal</translation>
</message>
</context>
<context>
<name>SharedAdvice</name>
<message>
<source>Ask an administrator of the record for a new join line</source>
<translation type="unfinished">Die Verwaltung der Aufzeichnung um eine neue Beitrittszeile bitten</translation>
</message>
<message>
<source>Ask an administrator of the record whether this desk was shut out</source>
<translation type="unfinished">Die Verwaltung fragen, ob dieser Platz ausgeschlossen wurde</translation>
</message>
<message>
<source>Ask whoever keeps the server for its certificate, and do not go on without it</source>
<translation type="unfinished">Den Betreiber des Servers nach seinem Zertifikat fragen und ohne es nicht fortfahren</translation>
</message>
<message>
<source>Ask whoever keeps the server to look at it</source>
<translation type="unfinished">Den Betreiber des Servers bitten, danach zu sehen</translation>
</message>
<message>
<source>Ask whoever keeps the server whether it runs, and the network people to let this computer through</source>
<translation type="unfinished">Den Betreiber fragen, ob der Server läuft, und die Netzleute, diesen Rechner durchzulassen</translation>
</message>
<message>
<source>Check the name; then ask the network people whether this computer can look it up</source>
<translation type="unfinished">Den Namen prüfen; dann die Netzleute fragen, ob dieser Rechner ihn auflösen kann</translation>
</message>
<message>
<source>Copy what to tell them</source>
<translation type="unfinished">Kopieren, was ihnen zu sagen ist</translation>
</message>
<message>
<source>Nothing was reached yet: it may be the cable, the Wi-Fi, or a letter in the name.</source>
<translation type="unfinished">Noch wurde nichts erreicht: es kann das Kabel sein, das WLAN oder ein Buchstabe im Namen.</translation>
</message>
<message>
<source>Set this computer's clock right</source>
<translation type="unfinished">Die Uhr dieses Rechners stellen</translation>
</message>
<message>
<source>The name was found, so it is neither the name nor your key.</source>
<translation type="unfinished">Der Name wurde gefunden, also ist es weder der Name noch Ihr Schlüssel.</translation>
</message>
<message>
<source>The server answers, and does not prove to be the one that was asked for.</source>
<translation type="unfinished">Der Server antwortet und beweist nicht, der gefragte zu sein.</translation>
</message>
<message>
<source>The server answers, and does not take the key of this desk.</source>
<translation type="unfinished">Der Server antwortet und nimmt den Schlüssel dieses Platzes nicht.</translation>
</message>
<message>
<source>The server takes the key, and lets nobody of this desk in.</source>
<translation type="unfinished">Der Server nimmt den Schlüssel und lässt niemanden dieses Platzes ein.</translation>
</message>
<message>
<source>The way is open and the key is right; the server itself is not ready.</source>
<translation type="unfinished">Der Weg ist offen und der Schlüssel richtig; der Server selbst ist nicht bereit.</translation>
</message>
<message>
<source>What it writes would stand in the future on every other desk, so nothing of it is taken.</source>
<translation type="unfinished">Was er schreibt, stünde auf jedem anderen Platz in der Zukunft, also wird nichts davon genommen.</translation>
</message>
</context>
<context>
<name>SharedAnswers</name>
<message>
<source>Answer time, last hour</source>
<translation type="unfinished">Antwortzeit, letzte Stunde</translation>
</message>
<message>
<source>no answer for {span}; work goes on here</source>
<translation type="unfinished">keine Antwort seit {span}; die Arbeit hier geht weiter</translation>
</message>
<message>
<source>nothing was asked yet</source>
<translation type="unfinished">noch wurde nichts gefragt</translation>
</message>
<message>
<source>now</source>
<translation type="unfinished">jetzt</translation>
</message>
<message>
<source>{count} ms in the last minute</source>
<translation type="unfinished">{count} ms in der letzten Minute</translation>
</message>
</context>
<context>
<name>SharedArchive</name>
<message>
<source>1 incident</source>
<translation type="unfinished">1 Vorfall</translation>
</message>
<message>
<source>Archive {archive} has {incidents}; {entries} entries were moved there now.</source>
<translation type="unfinished">Archiv {archive} hat {incidents}; {entries} Einträge wurden jetzt dorthin verschoben.</translation>
</message>
<message>
<source>Desks that have them keep them; a desk that joins later lists them, and brings one when somebody opens it. What is open, restricted, or was written in within 30 days stays.</source>
<translation type="unfinished">Plätze, die sie haben, behalten sie; ein Platz, der später beitritt, listet sie und holt einen, wenn jemand ihn öffnet. Was offen, eingeschränkt oder in den letzten 30 Tagen beschrieben wurde, bleibt.</translation>
</message>
<message>
<source>Left where they are: {what}</source>
<translation type="unfinished">Bleibt, wo es ist: {what}</translation>
</message>
<message>
<source>Move to the archive</source>
<translation type="unfinished">Ins Archiv verschieben</translation>
</message>
<message>
<source>Moving: {done} entries moved</source>
<translation type="unfinished">Verschiebe: {done} Einträge verschoben</translation>
</message>
<message>
<source>Moving: {done} of {count} incidents are marked</source>
<translation type="unfinished">Verschiebe: {done} von {count} Vorfällen sind markiert</translation>
</message>
<message>
<source>Moving…</source>
<translation type="unfinished">Verschiebe…</translation>
</message>
<message>
<source>Old incidents</source>
<translation type="unfinished">Alte Vorfälle</translation>
</message>
<message>
<source>Stop</source>
<translation type="unfinished">Anhalten</translation>
</message>
<message>
<source>Stopping…</source>
<translation type="unfinished">Halte an…</translation>
</message>
<message>
<source>The year whose incidents are moved</source>
<translation type="unfinished">Das Jahr, dessen Vorfälle verschoben werden</translation>
</message>
<message>
<source>no finished year has any here</source>
<translation type="unfinished">kein abgeschlossenes Jahr hat hier welche</translation>
</message>
<message>
<source>{count} incidents</source>
<translation type="unfinished">{count} Vorfälle</translation>
</message>
</context>
<context>
<name>SharedDesks</name>
<message>
<source>1 waits</source>
<translation type="unfinished">1 wartet</translation>
</message>
<message>
<source>Shut out</source>
<translation type="unfinished">Ausschließen</translation>
</message>
<message>
<source>Shut out {name}</source>
<translation type="unfinished">{name} ausschließen</translation>
</message>
<message>
<source>clock right</source>
<translation type="unfinished">Uhr stimmt</translation>
</message>
<message>
<source>clock {seconds} s ahead</source>
<translation type="unfinished">Uhr {seconds} s vor</translation>
</message>
<message>
<source>clock {seconds} s behind</source>
<translation type="unfinished">Uhr {seconds} s nach</translation>
</message>
<message>
<source>heard {clock}</source>
<translation type="unfinished">gehört {clock}</translation>
</message>
<message>
<source>never heard</source>
<translation type="unfinished">nie gehört</translation>
</message>
<message>
<source>nothing waits</source>
<translation type="unfinished">nichts wartet</translation>
</message>
<message>
<source>shut out</source>
<translation type="unfinished">ausschließen</translation>
</message>
<message>
<source>the loss of the server may lose the last seconds, until desks share them again</source>
<translation type="unfinished">der Verlust des Servers kann die letzten Sekunden kosten, bis Plätze sie wieder teilen</translation>
</message>
<message>
<source>what is acknowledged survives the loss of the server</source>
<translation type="unfinished">Bestätigtes übersteht den Verlust des Servers</translation>
</message>
<message>
<source>{count} wait</source>
<translation type="unfinished">{count} warten</translation>
</message>
<message>
<source>{name}, this desk</source>
<translation type="unfinished">{name}, dieser Platz</translation>
</message>
</context>
<context>
<name>SharedGuests</name>
<message>
<source>For {name}, to be used once. Hand it over where nobody else reads it; it is not shown again.</source>
<translation type="unfinished">Für {name}, einmal zu benutzen. Dort übergeben, wo es niemand sonst liest; es wird nicht wieder gezeigt.</translation>
</message>
<message>
<source>From this moment they read and write nothing there any more. What is on their disk stays there.</source>
<translation type="unfinished">Von diesem Augenblick an lesen und schreiben sie dort nichts mehr. Was auf ihrer Platte ist, bleibt dort.</translation>
</message>
<message>
<source>Leave it as it is</source>
<translation type="unfinished">Lassen, wie es ist</translation>
</message>
<message>
<source>Making a line for them…</source>
<translation type="unfinished">Mache eine Zeile für sie…</translation>
</message>
<message>
<source>Shut out {name}</source>
<translation type="unfinished">{name} ausschließen</translation>
</message>
<message>
<source>Shut out {name}?</source>
<translation type="unfinished">{name} ausschließen?</translation>
</message>
<message>
<source>Shutting them out…</source>
<translation type="unfinished">Schließe aus…</translation>
</message>
</context>
<context>
<name>SharedPage</name>
<message>
<source>Coming in…</source>
<translation type="unfinished">Trete ein…</translation>
</message>
<message>
<source>Going the way to the server…</source>
<translation type="unfinished">Gehe den Weg zum Server…</translation>
</message>
<message>
<source>Making the shared database…</source>
<translation type="unfinished">Lege die gemeinsame Datenbank an…</translation>
</message>
<message>
<source>No answer since {clock}</source>
<translation type="unfinished">Keine Antwort seit {clock}</translation>
</message>
<message>
<source>Paste your join line; or a server's address, to make a shared database there.</source>
<translation type="unfinished">Ihre Beitrittszeile einfügen; oder die Adresse eines Servers, um dort eine gemeinsame Datenbank anzulegen.</translation>
</message>
<message>
<source>Shared record</source>
<translation type="unfinished">Gemeinsame Aufzeichnung</translation>
</message>
<message>
<source>asking…</source>
<translation type="unfinished">frage…</translation>
</message>
<message>
<source>connected</source>
<translation type="unfinished">verbunden</translation>
</message>
<message>
<source>shared with nobody</source>
<translation type="unfinished">mit niemandem geteilt</translation>
</message>
<message>
<source>{name} shares the record there as {level}; the join line is used up.</source>
<translation type="unfinished">{name} teilt dort die Aufzeichnung als {level}; die Beitrittszeile ist verbraucht.</translation>
</message>
<message>
<source>{name} shares the record there; the join line is used up.</source>
<translation type="unfinished">{name} teilt dort die Aufzeichnung; die Beitrittszeile ist verbraucht.</translation>
</message>
</context>
<context>
<name>SharedWaiting</name>
<message>
<source>Nothing waits: others can read all that was written here.</source>
<translation type="unfinished">Nichts wartet: andere können alles lesen, was hier geschrieben wurde.</translation>
</message>
<message>
<source>Nothing waits: this record is shared with nobody.</source>
<translation type="unfinished">Nichts wartet: diese Aufzeichnung wird mit niemandem geteilt.</translation>
</message>
<message>
<source>The entry goes out</source>
<translation type="unfinished">Der Eintrag geht hinaus</translation>
</message>
<message>
<source>When it comes back</source>
<translation type="unfinished">Wann es zurückkommt</translation>
</message>
<message>
<source>{count} entries go out, the oldest first</source>
<translation type="unfinished">{count} Einträge gehen hinaus, der älteste zuerst</translation>
</message>
<message>
<source>{count} more, oldest {clock}</source>
<translation type="unfinished">{count} weitere, älteste {clock}</translation>
</message>
<message>
<source>{count}, oldest {span}</source>
<translation type="unfinished">{count}, älteste {span}</translation>
</message>
<message>
<source>{first}; then what the others wrote comes in. Nothing is sent twice.</source>
<translation type="unfinished">{first}; dann kommt herein, was die anderen schrieben. Nichts wird zweimal gesendet.</translation>
</message>
</context>
<context>
<name>SharedWay</name>
<message>
<source>Clock</source>
<translation type="unfinished">Uhr</translation>
</message>
<message>
<source>Door (port)</source>
<translation type="unfinished">Tür (Port)</translation>
</message>
<message>
<source>Name</source>
<translation type="unfinished">Name</translation>
</message>
<message>
<source>Sealed line (TLS)</source>
<translation type="unfinished">Versiegelte Leitung (TLS)</translation>
</message>
<message>
<source>Version</source>
<translation type="unfinished">Fassung</translation>
</message>
<message>
<source>Your key</source>
<translation type="unfinished">Ihr Schlüssel</translation>
</message>
<message>
<source>Your rights</source>
<translation type="unfinished">Ihre Rechte</translation>
</message>
<message>
<source>all {count} open, tested just now</source>
<translation type="unfinished">alle {count} offen, gerade geprüft</translation>
</message>
<message>
<source>not reached</source>
<translation type="unfinished">nicht erreicht</translation>
</message>
<message>
<source>not tried yet</source>
<translation type="unfinished">noch nicht versucht</translation>
</message>
<message>
<source>{count} ms</source>
<translation type="unfinished">{count} ms</translation>
</message>
<message>
<source>{count} of {all} open; here it ends</source>
<translation type="unfinished">{count} von {all} offen; hier endet er</translation>
</message>
</context>
<context>
<name>Shell</name>
<message>
<source>Alerts</source>
<translation type="unfinished">Alarme</translation>
</message>
<message>
<source>Alerts of monitors, and warnings</source>
<translation type="unfinished">Alarme von Monitoren, und Warnungen</translation>
</message>
<message>
<source>Board</source>
<translation type="unfinished">Tafel</translation>
</message>
<message>
<source>Close this board</source>
<translation type="unfinished">Diese Tafel schließen</translation>
</message>
<message>
<source>Comms</source>
<translation type="unfinished">Komm.</translation>
</message>
<message>
<source>Communications</source>
<translation type="unfinished">Kommunikation</translation>
</message>
<message>
<source>Declare incident</source>
<translation type="unfinished">Vorfall ausrufen</translation>
</message>
<message>
<source>Find what can be done</source>
<translation type="unfinished">Finden, was sich tun lässt</translation>
</message>
<message>
<source>Full screen</source>
<translation type="unfinished">Vollbild</translation>
</message>
<message>
<source>Go to an incident</source>
<translation type="unfinished">Zu einem Vorfall</translation>
</message>
<message>
<source>Go to the board before</source>
<translation type="unfinished">Zur Tafel davor</translation>
</message>
<message>
<source>Go to the next board</source>
<translation type="unfinished">Zur nächsten Tafel</translation>
</message>
<message>
<source>Help on what is in front</source>
<translation type="unfinished">Hilfe zu dem, was vorn ist</translation>
</message>
<message>
<source>Investigations</source>
<translation type="unfinished">Untersuchungen</translation>
</message>
<message>
<source>Is it us?</source>
<translation type="unfinished">Sind wir es?</translation>
</message>
<message>
<source>Is it us? Reports of customers</source>
<translation type="unfinished">Sind wir es? Kundenmeldungen</translation>
</message>
<message>
<source>Keys and commands</source>
<translation type="unfinished">Tasten und Befehle</translation>
</message>
<message>
<source>Lock</source>
<translation type="unfinished">Sperren</translation>
</message>
<message>
<source>Lock, for whoever sits down next</source>
<translation type="unfinished">Sperren, für wen auch immer sich als Nächstes setzt</translation>
</message>
<message>
<source>Locks in {count} s</source>
<translation type="unfinished">Sperrt in {count} s</translation>
</message>
<message>
<source>Make a bundle</source>
<translation type="unfinished">Ein Bündel machen</translation>
</message>
<message>
<source>Opening the record</source>
<translation type="unfinished">Öffne die Aufzeichnung</translation>
</message>
<message>
<source>Plan</source>
<translation type="unfinished">Plan</translation>
</message>
<message>
<source>Put an incident beside this one</source>
<translation type="unfinished">Einen Vorfall neben diesen stellen</translation>
</message>
<message>
<source>Quit</source>
<translation type="unfinished">Beenden</translation>
</message>
<message>
<source>Review</source>
<translation type="unfinished">Nachschau</translation>
</message>
<message>
<source>Review an incident of the past</source>
<translation type="unfinished">Einen vergangenen Vorfall nachschauen</translation>
</message>
<message>
<source>Save the incident as a page</source>
<translation type="unfinished">Den Vorfall als Seite speichern</translation>
</message>
<message>
<source>Search the record</source>
<translation type="unfinished">Die Aufzeichnung durchsuchen</translation>
</message>
<message>
<source>Settings</source>
<translation type="unfinished">Einstellungen</translation>
</message>
<message>
<source>Show the wall, or take it away</source>
<translation type="unfinished">Die Wand zeigen oder wegnehmen</translation>
</message>
<message>
<source>Take the tour of the window</source>
<translation type="unfinished">Durch das Fenster führen lassen</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">Aufgaben</translation>
</message>
<message>
<source>Tasks and promises of all incidents</source>
<translation type="unfinished">Aufgaben und Zusagen aller Vorfälle</translation>
</message>
<message>
<source>Wall</source>
<translation type="unfinished">Wand</translation>
</message>
<message>
<source>What was like this incident</source>
<translation type="unfinished">Was diesem Vorfall ähnlich war</translation>
</message>
</context>
<context>
<name>SilenceDialog</name>
<message>
<source>1 open alert is held at once.</source>
<translation type="unfinished" />
</message>
<message>
<source>Alerts with all of these labels do not ring; they stay in the list as silenced.</source>
<translation type="unfinished">Alarme mit all diesen Labels klingeln nicht; sie bleiben als stillgelegt in der Liste.</translation>
</message>
<message>
<source>For how long</source>
<translation type="unfinished">Wie lange</translation>
</message>
<message>
<source>Silence</source>
<translation type="unfinished">Stilllegen</translation>
</message>
<message>
<source>Silence alerts</source>
<translation type="unfinished">Alarme stilllegen</translation>
</message>
<message>
<source>The same by keys: /silence-alerts</source>
<translation type="unfinished">Dasselbe mit Tasten: /silence-alerts</translation>
</message>
<message>
<source>What</source>
<translation type="unfinished">Was</translation>
</message>
<message>
<source>Why</source>
<translation type="unfinished">Warum</translation>
</message>
<message>
<source>Why nobody should be rung for that</source>
<translation type="unfinished">Warum dafür niemand geweckt werden soll</translation>
</message>
<message>
<source>{count} open alerts are held at once.</source>
<translation type="unfinished" />
</message>
</context>
<context>
<name>SilentWords</name>
<message>
<source>A line was pinned</source>
<translation type="unfinished">Eine Zeile wurde angeheftet</translation>
</message>
<message>
<source>A line was taken back</source>
<translation type="unfinished">Eine Zeile wurde zurückgenommen</translation>
</message>
<message>
<source>A mark on a line</source>
<translation type="unfinished">Ein Zeichen an einer Zeile</translation>
</message>
<message>
<source>A message was changed</source>
<translation type="unfinished">Eine Mitteilung wurde geändert</translation>
</message>
<message>
<source>A monitor fell silent</source>
<translation type="unfinished">Ein Monitor ist verstummt</translation>
</message>
<message>
<source>A monitor is heard</source>
<translation type="unfinished">Ein Monitor ist zu hören</translation>
</message>
<message>
<source>A monitor may send alerts</source>
<translation type="unfinished">Ein Monitor darf Alarme senden</translation>
</message>
<message>
<source>A monitor may send no more alerts</source>
<translation type="unfinished">Ein Monitor darf keine Alarme mehr senden</translation>
</message>
<message>
<source>A silence for alerts is over</source>
<translation type="unfinished">Eine Stille für Alarme ist vorbei</translation>
</message>
<message>
<source>A version of the plan</source>
<translation type="unfinished">Eine Fassung des Plans</translation>
</message>
<message>
<source>Alerts are silenced</source>
<translation type="unfinished">Alarme sind stillgelegt</translation>
</message>
<message>
<source>Alerts belong to an incident</source>
<translation type="unfinished">Alarme gehören zu einem Vorfall</translation>
</message>
<message>
<source>Alerts do not belong to an incident</source>
<translation type="unfinished">Alarme gehören nicht zu einem Vorfall</translation>
</message>
<message>
<source>Alerts of a monitor</source>
<translation type="unfinished">Alarme eines Monitors</translation>
</message>
<message>
<source>Alerts were turned away</source>
<translation type="unfinished">Alarme wurden abgewiesen</translation>
</message>
<message>
<source>An answer begins to go to customers by e-mail</source>
<translation type="unfinished">Eine Antwort an Kunden beginnt per E-Mail hinauszugehen</translation>
</message>
<message>
<source>An answer is to go to customers by e-mail once more</source>
<translation type="unfinished">Eine Antwort soll noch einmal per E-Mail an Kunden gehen</translation>
</message>
<message>
<source>An answer went to customers by e-mail</source>
<translation type="unfinished">Eine Antwort ging per E-Mail an Kunden</translation>
</message>
<message>
<source>An early warning</source>
<translation type="unfinished">Eine Frühwarnung</translation>
</message>
<message>
<source>An early warning is over</source>
<translation type="unfinished">Eine Frühwarnung ist vorbei</translation>
</message>
<message>
<source>An incident was opened</source>
<translation type="unfinished">Ein Vorfall wurde geöffnet</translation>
</message>
<message>
<source>An on-call list was read in</source>
<translation type="unfinished">Eine Bereitschaftsliste wurde eingelesen</translation>
</message>
<message>
<source>An update begins to go to subscribers</source>
<translation type="unfinished">Eine Nachricht beginnt an Abonnenten zu gehen</translation>
</message>
<message>
<source>An update went to subscribers</source>
<translation type="unfinished">Eine Nachricht ging an Abonnenten</translation>
</message>
<message>
<source>Cause map: a link</source>
<translation type="unfinished">Ursachenkarte: eine Verbindung</translation>
</message>
<message>
<source>Change of somebody's rights asked for</source>
<translation type="unfinished">Änderung der Rechte von jemandem erbeten</translation>
</message>
<message>
<source>Contacts were checked</source>
<translation type="unfinished">Kontakte wurden geprüft</translation>
</message>
<message>
<source>Erasure asked for</source>
<translation type="unfinished">Löschung erbeten</translation>
</message>
<message>
<source>Findings compared</source>
<translation type="unfinished">Befunde verglichen</translation>
</message>
<message>
<source>How often alerts were repeated</source>
<translation type="unfinished">Wie oft Alarme wiederholt wurden</translation>
</message>
<message>
<source>How to reach a customer</source>
<translation type="unfinished">Wie ein Kunde zu erreichen ist</translation>
</message>
<message>
<source>Letters typed in a draft</source>
<translation type="unfinished">Buchstaben, in einem Entwurf getippt</translation>
</message>
<message>
<source>More reports of customers than usual</source>
<translation type="unfinished">Mehr Kundenmeldungen als üblich</translation>
</message>
<message>
<source>Nobody looks after alerts any more</source>
<translation type="unfinished">Niemand kümmert sich mehr um Alarme</translation>
</message>
<message>
<source>Reports of customers</source>
<translation type="unfinished">Kundenmeldungen</translation>
</message>
<message>
<source>Reports of customers were turned away</source>
<translation type="unfinished">Kundenmeldungen wurden abgewiesen</translation>
</message>
<message>
<source>Severity, for what goes out</source>
<translation type="unfinished">Schweregrad, für das, was hinausgeht</translation>
</message>
<message>
<source>Somebody is asked whether they can be reached</source>
<translation type="unfinished">Jemand wird gefragt, ob er zu erreichen ist</translation>
</message>
<message>
<source>Somebody looks after alerts</source>
<translation type="unfinished">Jemand kümmert sich um Alarme</translation>
</message>
<message>
<source>Somebody subscribed to the status page</source>
<translation type="unfinished">Jemand hat die Statusseite abonniert</translation>
</message>
<message>
<source>Somebody wants no more of the status page</source>
<translation type="unfinished">Jemand will nichts mehr von der Statusseite</translation>
</message>
<message>
<source>Somebody was tried, to see whether they answer</source>
<translation type="unfinished">Bei jemandem wurde versucht, ob er antwortet</translation>
</message>
<message>
<source>Somebody's name</source>
<translation type="unfinished">Jemandes Name</translation>
</message>
<message>
<source>Somebody's rights were changed</source>
<translation type="unfinished">Jemandes Rechte wurden geändert</translation>
</message>
<message>
<source>Something was changed</source>
<translation type="unfinished">Etwas wurde geändert</translation>
</message>
<message>
<source>What reports of customers come to</source>
<translation type="unfinished">Worauf Kundenmeldungen hinauslaufen</translation>
</message>
<message>
<source>Whether an early warning was right</source>
<translation type="unfinished">Ob eine Frühwarnung richtig war</translation>
</message>
<message>
<source>Who approves what goes out</source>
<translation type="unfinished">Wer freigibt, was hinausgeht</translation>
</message>
<message>
<source>Who leads an investigation</source>
<translation type="unfinished">Wer eine Untersuchung leitet</translation>
</message>
<message>
<source>Words were erased</source>
<translation type="unfinished">Worte wurden gelöscht</translation>
</message>
</context>
<context>
<name>Sounding</name>
<message>
<source>No sound device took it: {why}</source>
<translation type="unfinished">Kein Tongerät nahm es an: {why}</translation>
</message>
<message>
<source>Nothing here plays sounds: pw-play, paplay or aplay is needed</source>
<translation type="unfinished">Hier spielt nichts Töne: pw-play, paplay oder aplay wird gebraucht</translation>
</message>
<message>
<source>The sound could not be played: {why}</source>
<translation type="unfinished">Der Ton ließ sich nicht abspielen: {why}</translation>
</message>
<message>
<source>The sound device does not answer</source>
<translation type="unfinished">Das Tongerät antwortet nicht</translation>
</message>
</context>
<context>
<name>SourcesPage</name>
<message>
<source>Address of {source}</source>
<translation type="unfinished">Adresse von {source}</translation>
</message>
<message>
<source>CSV</source>
<translation type="unfinished">CSV</translation>
</message>
<message>
<source>Change</source>
<translation type="unfinished">Ändern</translation>
</message>
<message>
<source>Hide</source>
<translation type="unfinished">Verbergen</translation>
</message>
<message>
<source>It is asked from here no more.</source>
<translation type="unfinished">Sie wird von hier nicht mehr gefragt.</translation>
</message>
<message>
<source>Its address is gone from where it was kept: give it once more.</source>
<translation type="unfinished">Seine Adresse ist von ihrem Platz verschwunden: noch einmal angeben.</translation>
</message>
<message>
<source>JSON</source>
<translation type="unfinished">JSON</translation>
</message>
<message>
<source>Keep</source>
<translation type="unfinished">Behalten</translation>
</message>
<message>
<source>Kept. Test it.</source>
<translation type="unfinished">Behalten. Ausprobieren.</translation>
</message>
<message>
<source>Not set up at this desk; {about}</source>
<translation type="unfinished">An diesem Platz nicht eingerichtet; {about}</translation>
</message>
<message>
<source>One moment…</source>
<translation type="unfinished">Einen Augenblick…</translation>
</message>
<message>
<source>Organisation, if Mimir asks for one</source>
<translation type="unfinished">Organisation, wenn Mimir danach fragt</translation>
</message>
<message>
<source>Prometheus</source>
<translation type="unfinished">Prometheus</translation>
</message>
<message>
<source>Remove</source>
<translation type="unfinished">Entfernen</translation>
</message>
<message>
<source>SQL database</source>
<translation type="unfinished">SQL-Datenbank</translation>
</message>
<message>
<source>Set up</source>
<translation type="unfinished">Einrichten</translation>
</message>
<message>
<source>Set up here; {about}</source>
<translation type="unfinished">Hier eingerichtet; {about}</translation>
</message>
<message>
<source>Show</source>
<translation type="unfinished">Zeigen</translation>
</message>
<message>
<source>Test</source>
<translation type="unfinished">Probe</translation>
</message>
<message>
<source>The plan asks it for nothing: name its series in the plan, under Watched series.</source>
<translation type="unfinished">Der Plan verlangt nichts von ihr: ihre Reihen im Plan nennen, unter Beobachtete Reihen.</translation>
</message>
<message>
<source>The plan names no series to watch yet: add them in the plan, under Watched series.</source>
<translation type="unfinished">Der Plan nennt noch keine Reihen zum Beobachten: im Plan hinzufügen, unter Beobachtete Reihen.</translation>
</message>
<message>
<source>The plan says which series are watched; where this desk reads them is a secret of this machine, and never on the record. One desk at a time asks each source, and a change in a pattern is a warning.</source>
<translation type="unfinished">Der Plan sagt, welche Reihen beobachtet werden; wo dieser Platz sie liest, ist ein Geheimnis dieses Rechners und nie in der Aufzeichnung. Ein Platz zur Zeit fragt jede Quelle, und ein geändertes Muster ist eine Warnung.</translation>
</message>
<message>
<source>This home is a demo, or only read here: it asks no real source.</source>
<translation type="unfinished">Diese Ablage ist eine Demo oder wird hier nur gelesen: sie fragt keine echte Quelle.</translation>
</message>
<message>
<source>Token, if any</source>
<translation type="unfinished">Token, falls nötig</translation>
</message>
<message>
<source>and {count} more</source>
<translation type="unfinished">und {count} weitere</translation>
</message>
<message>
<source>asked for 1 series</source>
<translation type="unfinished">nach 1 Reihe gefragt</translation>
</message>
<message>
<source>asked for {count} series</source>
<translation type="unfinished">nach {count} Reihen gefragt</translation>
</message>
<message>
<source>the plan asks it for nothing</source>
<translation type="unfinished">der Plan verlangt nichts von ihr</translation>
</message>
<message>
<source>{title}: it answers, and has nothing of that name for the last minutes.</source>
<translation type="unfinished">{title}: sie antwortet und hat für die letzten Minuten nichts dieses Namens.</translation>
</message>
</context>
<context>
<name>SplitDialog</name>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Mail is late</source>
<translation type="unfinished">Mail ist verspätet</translation>
</message>
<message>
<source>Nothing is lost, and one key takes it back</source>
<translation type="unfinished">Nichts geht verloren, und eine Taste nimmt es zurück</translation>
</message>
<message>
<source>Severity later</source>
<translation type="unfinished">Schweregrad später</translation>
</message>
<message>
<source>Severity of the second incident</source>
<translation type="unfinished">Schweregrad des zweiten Vorfalls</translation>
</message>
<message>
<source>Split it off</source>
<translation type="unfinished">Abtrennen</translation>
</message>
<message>
<source>Split off a second incident</source>
<translation type="unfinished">Einen zweiten Vorfall abtrennen</translation>
</message>
<message>
<source>The second: {words}</source>
<translation type="unfinished">Die zweite: {words}</translation>
</message>
<message>
<source>Title of the second incident</source>
<translation type="unfinished">Titel des zweiten Vorfalls</translation>
</message>
<message>
<source>What belongs to it?</source>
<translation type="unfinished">Was gehört dazu?</translation>
</message>
<message>
<source>What can go along; Space chooses, Shift+Space a stretch</source>
<translation type="unfinished">Was mitgehen kann; die Leertaste wählt, Umschalt+Leertaste eine Strecke</translation>
</message>
<message>
<source>What is the second incident?</source>
<translation type="unfinished">Was ist der zweite Vorfall?</translation>
</message>
<message>
<source>Where is {role}?</source>
<translation type="unfinished">Wo ist {role}?</translation>
</message>
<message>
<source>Who goes along?</source>
<translation type="unfinished">Wer geht mit?</translation>
</message>
<message>
<source>Words to narrow the list down</source>
<translation type="unfinished">Worte, um die Liste einzugrenzen</translation>
</message>
<message>
<source>else they stay here</source>
<translation type="unfinished">sonst bleiben sie hier</translation>
</message>
<message>
<source>goes there</source>
<translation type="unfinished">geht dorthin</translation>
</message>
<message>
<source>in both</source>
<translation type="unfinished">in beiden</translation>
</message>
<message>
<source>stays here</source>
<translation type="unfinished">bleibt hier</translation>
</message>
<message>
<source>{count} of {all} chosen</source>
<translation type="unfinished">{count} von {all} gewählt</translation>
</message>
</context>
<context>
<name>SplitWords</name>
<message>
<source>1 line</source>
<translation type="unfinished">1 Zeile</translation>
</message>
<message>
<source>Ctrl+Z on the empty command line takes it back, and everything comes home.</source>
<translation type="unfinished">Ctrl+Z in der leeren Befehlszeile nimmt es zurück, und alles kommt heim.</translation>
</message>
<message>
<source>Free in {number}, as they go along: {people}.</source>
<translation type="unfinished">Frei in {number}, da sie mitgehen: {people}.</translation>
</message>
<message>
<source>In both: {people}.</source>
<translation type="unfinished">In beiden: {people}.</translation>
</message>
<message>
<source>In {number} stay: {what}.</source>
<translation type="unfinished">In {number} bleibt: {what}.</translation>
</message>
<message>
<source>Nothing is chosen yet.</source>
<translation type="unfinished">Noch ist nichts gewählt.</translation>
</message>
<message>
<source>Only in {number}: {people}.</source>
<translation type="unfinished">Nur in {number}: {people}.</translation>
</message>
<message>
<source>The clocks and the fact sheet of {number}, and what was promised or drafted, go on there.</source>
<translation type="unfinished">Die Uhren und das Faktenblatt von {number}, und was zugesagt oder entworfen war, gehen dort weiter.</translation>
</message>
<message>
<source>There go, with their times: {what}. Here each says where it went.</source>
<translation type="unfinished">Dorthin gehen, mit ihren Zeiten: {what}. Hier sagt jedes, wohin es ging.</translation>
</message>
<message>
<source>course {numbers}</source>
<translation type="unfinished">Maßnahme {numbers}</translation>
</message>
<message>
<source>courses {numbers}</source>
<translation type="unfinished">Maßnahmen {numbers}</translation>
</message>
<message>
<source>question {numbers}</source>
<translation type="unfinished">Frage {numbers}</translation>
</message>
<message>
<source>questions {numbers}</source>
<translation type="unfinished">Fragen {numbers}</translation>
</message>
<message>
<source>task {numbers}</source>
<translation type="unfinished">Aufgabe {numbers}</translation>
</message>
<message>
<source>tasks {numbers}</source>
<translation type="unfinished">Aufgaben {numbers}</translation>
</message>
<message>
<source>{count} lines</source>
<translation type="unfinished">{count} Zeilen</translation>
</message>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} weitere</translation>
</message>
<message>
<source>{name} ({role})</source>
<translation type="unfinished">{name} ({role})</translation>
</message>
</context>
<context>
<name>StandDownDialog</name>
<message>
<source>1 becomes free</source>
<translation type="unfinished">1 wird frei</translation>
</message>
<message>
<source>1 does not go out</source>
<translation type="unfinished">1 geht nicht hinaus</translation>
</message>
<message>
<source>1 is not needed</source>
<translation type="unfinished">1 ist nicht nötig</translation>
</message>
<message>
<source>A draft for exactly those who were told</source>
<translation type="unfinished">Ein Entwurf für genau die, denen es gesagt wurde</translation>
</message>
<message>
<source>Clocks</source>
<translation type="unfinished">Uhren</translation>
</message>
<message>
<source>Copy the draft</source>
<translation type="unfinished">Den Entwurf kopieren</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Draft for those who were told</source>
<translation type="unfinished">Entwurf für die, denen es gesagt wurde</translation>
</message>
<message>
<source>Everything that is due or promised, and asking who has not answered</source>
<translation type="unfinished">Alles, was fällig oder zugesagt ist, und nachfragen, wer nicht geantwortet hat</translation>
</message>
<message>
<source>It ends, in one step</source>
<translation type="unfinished">Es endet, in einem Schritt</translation>
</message>
<message>
<source>Messages</source>
<translation type="unfinished">Mitteilungen</translation>
</message>
<message>
<source>Nobody was told, so nobody has to hear it.</source>
<translation type="unfinished">Niemandem wurde es gesagt, also muss es niemand hören.</translation>
</message>
<message>
<source>Roles</source>
<translation type="unfinished">Rollen</translation>
</message>
<message>
<source>Stand down</source>
<translation type="unfinished">Entwarnung</translation>
</message>
<message>
<source>Stand down: nothing was wrong</source>
<translation type="unfinished">Entwarnung: nichts war verkehrt</translation>
</message>
<message>
<source>Taken back, it all goes on</source>
<translation type="unfinished">Zurückgenommen geht alles weiter</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">Aufgaben</translation>
</message>
<message>
<source>The impact and everything that is due or promised</source>
<translation type="unfinished">Die Wirkung und alles, was fällig oder zugesagt ist</translation>
</message>
<message>
<source>The page came from a test of the monitoring</source>
<translation type="unfinished">Der Ruf kam aus einer Probe der Überwachung</translation>
</message>
<message>
<source>What was checked</source>
<translation type="unfinished">Was geprüft wurde</translation>
</message>
<message>
<source>What was checked?</source>
<translation type="unfinished">Was wurde geprüft?</translation>
</message>
<message>
<source>in a sentence</source>
<translation type="unfinished">in einem Satz</translation>
</message>
<message>
<source>message {number} ({channel})</source>
<translation type="unfinished">Mitteilung {number} ({channel})</translation>
</message>
<message>
<source>none</source>
<translation type="unfinished">keine</translation>
</message>
<message>
<source>whoever got the message</source>
<translation type="unfinished">wer die Mitteilung bekam</translation>
</message>
<message>
<source>whoever got the {count} messages</source>
<translation type="unfinished">wer die {count} Mitteilungen bekam</translation>
</message>
<message>
<source>{count} are not needed</source>
<translation type="unfinished">{count} sind nicht nötig</translation>
</message>
<message>
<source>{count} become free</source>
<translation type="unfinished">{count} werden frei</translation>
</message>
<message>
<source>{count} do not go out</source>
<translation type="unfinished">{count} gehen nicht hinaus</translation>
</message>
<message>
<source>{names}, and {messages}</source>
<translation type="unfinished">{names} und {messages}</translation>
</message>
<message>
<source>{name} ({role})</source>
<translation type="unfinished">{name} ({role})</translation>
</message>
</context>
<context>
<name>StartingPanel</name>
<message>
<source>A file…</source>
<translation type="unfinished">Eine Datei…</translation>
</message>
<message>
<source>All files (*)</source>
<translation type="unfinished">Alle Dateien (*)</translation>
</message>
<message>
<source>Plans (*.yaml *.yml)</source>
<translation type="unfinished">Pläne (*.yaml *.yml)</translation>
</message>
<message>
<source>Start from</source>
<translation type="unfinished">Beginnen mit</translation>
</message>
<message>
<source>Start from a file</source>
<translation type="unfinished">Mit einer Datei beginnen</translation>
</message>
</context>
<context>
<name>StateDialog</name>
<message>
<source>A course of action is under way to end the harm.</source>
<translation type="unfinished">Eine Maßnahme läuft, die den Schaden beenden soll.</translation>
</message>
<message>
<source>A step can be taken back; the record keeps both</source>
<translation type="unfinished">Ein Schritt lässt sich zurücknehmen; die Aufzeichnung behält beides</translation>
</message>
<message>
<source>It is an incident; people are called.</source>
<translation type="unfinished">Es ist ein Vorfall; Leute werden gerufen.</translation>
</message>
<message>
<source>It is over. The incident closes; it can be opened again.</source>
<translation type="unfinished">Es ist vorbei. Der Vorfall schließt; er lässt sich wieder öffnen.</translation>
</message>
<message>
<source>Mitigated: customers are out of it, and the room watches whether it holds.</source>
<translation type="unfinished">Gemildert: Kunden sind heraus, und der Raum beobachtet, ob es hält.</translation>
</message>
<message>
<source>Move to another state</source>
<translation type="unfinished">In einen anderen Zustand setzen</translation>
</message>
<message>
<source>Somebody or something noticed; nobody works on it yet.</source>
<translation type="unfinished">Jemand oder etwas hat es bemerkt; noch arbeitet niemand daran.</translation>
</message>
<message>
<source>Stand down…</source>
<translation type="unfinished">Entwarnung…</translation>
</message>
<message>
<source>The impact ended at that moment, too</source>
<translation type="unfinished">Die Wirkung endete auch in diesem Augenblick</translation>
</message>
<message>
<source>The room looks for what is wrong.</source>
<translation type="unfinished">Der Raum sucht, was verkehrt ist.</translation>
</message>
<message>
<source>There was nothing wrong after all: roles, tasks and clocks end. The record stays.</source>
<translation type="unfinished">Doch nichts war verkehrt: Rollen, Aufgaben und Uhren enden. Die Aufzeichnung bleibt.</translation>
</message>
<message>
<source>What is to be learnt from it is written down.</source>
<translation type="unfinished">Was daraus zu lernen ist, wird notiert.</translation>
</message>
<message>
<source>When</source>
<translation type="unfinished">Wann</translation>
</message>
<message>
<source>now {state}</source>
<translation type="unfinished">jetzt {state}</translation>
</message>
</context>
<context>
<name>StateDocumentPanel</name>
<message>
<source>Pages (*.pdf)</source>
<translation type="unfinished">Seiten (*.pdf)</translation>
</message>
<message>
<source>Save the state document</source>
<translation type="unfinished">Das Lagedokument speichern</translation>
</message>
<message>
<source>Save…</source>
<translation type="unfinished">Speichern…</translation>
</message>
<message>
<source>State document</source>
<translation type="unfinished">Lagedokument</translation>
</message>
<message>
<source>Text (*.txt)</source>
<translation type="unfinished">Text (*.txt)</translation>
</message>
<message>
<source>Where it stands, for whoever comes in new: pages or text</source>
<translation type="unfinished">Wie es steht, für wen neu dazukommt: Seiten oder Text</translation>
</message>
<message>
<source>Written to {file}</source>
<translation type="unfinished">Nach {file} geschrieben</translation>
</message>
</context>
<context>
<name>StateDocuments</name>
<message>
<source>The state at the handover</source>
<translation type="unfinished">Der Stand bei der Übergabe</translation>
</message>
<message>
<source>The state by the clock</source>
<translation type="unfinished">Der Stand nach der Uhr</translation>
</message>
</context>
<context>
<name>StateForm</name>
<message>
<source>Note</source>
<translation type="unfinished">Notiz</translation>
</message>
<message>
<source>State</source>
<translation type="unfinished">Zustand</translation>
</message>
<message>
<source>What changed, and how do you know?</source>
<translation type="unfinished">Was hat sich geändert, und woher wissen Sie es?</translation>
</message>
<message>
<source>When</source>
<translation type="unfinished">Wann</translation>
</message>
<message>
<source>empty is now</source>
<translation type="unfinished">leer heißt jetzt</translation>
</message>
<message>
<source>goes on the timeline with it</source>
<translation type="unfinished">geht damit in den Verlauf</translation>
</message>
</context>
<context>
<name>StatusPageSettings</name>
<message>
<source>A demo or a drill shows nothing to anybody outside</source>
<translation type="unfinished">Eine Demo oder Übung zeigt niemandem draußen etwas</translation>
</message>
<message>
<source>A folder for the page alone, like /srv/status</source>
<translation type="unfinished">Ein Ordner nur für die Seite, etwa /srv/status</translation>
</message>
<message>
<source>A folder for the status page alone</source>
<translation type="unfinished">Ein Ordner nur für die Statusseite</translation>
</message>
<message>
<source>Address</source>
<translation type="unfinished">Adresse</translation>
</message>
<message>
<source>Addresses of those who left that wait for a second person to erase them: {left}.</source>
<translation type="unfinished">Adressen derer, die gingen, und die auf eine zweite Person zum Löschen warten: {left}.</translation>
</message>
<message>
<source>As the record has it; made {clock}</source>
<translation type="unfinished">Wie die Aufzeichnung es hat; gemacht {clock}</translation>
</message>
<message>
<source>Being written</source>
<translation type="unfinished">Wird geschrieben</translation>
</message>
<message>
<source>Choose…</source>
<translation type="unfinished">Wählen…</translation>
</message>
<message>
<source>Folder</source>
<translation type="unfinished">Ordner</translation>
</message>
<message>
<source>Its updates go by e-mail to: {count}.</source>
<translation type="unfinished">Seine Nachrichten gehen per E-Mail an: {count}.</translation>
</message>
<message>
<source>Keep it no longer</source>
<translation type="unfinished">Nicht länger behalten</translation>
</message>
<message>
<source>Keep it there</source>
<translation type="unfinished">Dort lassen</translation>
</message>
<message>
<source>Not kept by this desk</source>
<translation type="unfinished">Von diesem Platz nicht geführt</translation>
</message>
<message>
<source>Open it in the browser</source>
<translation type="unfinished">Im Browser öffnen</translation>
</message>
<message>
<source>Say in which folder.</source>
<translation type="unfinished">Sagen, in welchem Ordner.</translation>
</message>
<message>
<source>The page</source>
<translation type="unfinished">Die Seite</translation>
</message>
<message>
<source>The plan has no public channel of the kind “status page”: nothing will stand on the page.</source>
<translation type="unfinished">Der Plan hat keinen öffentlichen Kanal der Art „Statusseite“: auf der Seite wird nichts stehen.</translation>
</message>
<message>
<source>Whatever was approved and sent to “{channel}” stands on a page, with feeds for programs. This desk writes it into a folder while its window is open; point a web server at “current” in it. “incident-desk serve” does the same without a window.</source>
<translation type="unfinished">Was freigegeben und an „{channel}“ gesendet wurde, steht auf einer Seite, mit Feeds für Programme. Dieser Platz schreibt sie in einen Ordner, solange sein Fenster offen ist; einen Webserver auf „current“ darin richten. „incident-desk serve“ tut dasselbe ohne Fenster.</translation>
</message>
<message>
<source>Where it is read, like https://status.example.org</source>
<translation type="unfinished">Wo sie zu lesen ist, etwa https://status.example.org</translation>
</message>
</context>
<context>
<name>StepForm</name>
<message>
<source>It holds: {what}</source>
<translation type="unfinished">Es gilt: {what}</translation>
</message>
<message>
<source>It waits until whoever leads lets it go on.</source>
<translation type="unfinished">Es wartet, bis die Leitung es weitergehen lässt.</translation>
</message>
<message>
<source>Leave it out</source>
<translation type="unfinished">Auslassen</translation>
</message>
<message>
<source>Let it go on</source>
<translation type="unfinished">Weitergehen lassen</translation>
</message>
<message>
<source>Now: step {step}</source>
<translation type="unfinished">Jetzt: Schritt {step}</translation>
</message>
<message>
<source>Step done</source>
<translation type="unfinished">Schritt getan</translation>
</message>
<message>
<source>What came of it; or why it is left out</source>
<translation type="unfinished">Was dabei herauskam; oder warum er ausgelassen wird</translation>
</message>
<message>
<source>Who read it back?</source>
<translation type="unfinished">Wer las gegen?</translation>
</message>
</context>
<context>
<name>SubmitDialog</name>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Final. It opens to everybody, with the others, when the last of them is in</source>
<translation type="unfinished">Endgültig. Es öffnet sich allen, mit den anderen, sobald die letzte abgegeben ist</translation>
</message>
<message>
<source>How sure</source>
<translation type="unfinished">Wie sicher</translation>
</message>
<message>
<source>None of them</source>
<translation type="unfinished">Keins davon</translation>
</message>
<message>
<source>Noor: ask for the request log of 19:00 first</source>
<translation type="unfinished">Noor: zuerst das Anfragelog von 19:00 verlangen</translation>
</message>
<message>
<source>Submit investigation {letter}</source>
<translation type="unfinished">Untersuchung {letter} abgeben</translation>
</message>
<message>
<source>Submit, final</source>
<translation type="unfinished">Abgeben, endgültig</translation>
</message>
<message>
<source>The hypothesis that holds best</source>
<translation type="unfinished">Die Hypothese, die am besten hält</translation>
</message>
<message>
<source>What it found</source>
<translation type="unfinished">Was sie fand</translation>
</message>
<message>
<source>What it found, in two or three sentences</source>
<translation type="unfinished">Was sie fand, in zwei oder drei Sätzen</translation>
</message>
<message>
<source>Who sees it otherwise, and why</source>
<translation type="unfinished">Wer es anders sieht, und warum</translation>
</message>
<message>
<source>stays on the record word for word</source>
<translation type="unfinished">bleibt Wort für Wort in der Aufzeichnung</translation>
</message>
</context>
<context>
<name>SubmitPanel</name>
<message>
<source>10 min more</source>
<translation type="unfinished">10 min mehr</translation>
</message>
<message>
<source>Confidence</source>
<translation type="unfinished">Sicherheit</translation>
</message>
<message>
<source>Final. It opens to everybody at once. What is added later is marked.</source>
<translation type="unfinished">Endgültig. Es öffnet sich sofort allen. Was später hinzukommt, wird markiert.</translation>
</message>
<message>
<source>Final. With the last of {letters} all of them open to everybody. What is added later is marked.</source>
<translation type="unfinished">Endgültig. Mit der letzten von {letters} öffnen sich alle für alle. Was später hinzukommt, wird markiert.</translation>
</message>
<message>
<source>It is in. It opens with the last of its round; more can be added then.</source>
<translation type="unfinished">Sie ist abgegeben. Sie öffnet sich mit der letzten ihrer Runde; dann kann noch hinzukommen.</translation>
</message>
<message>
<source>It is open. What is added now is marked “in the light of the others”.</source>
<translation type="unfinished">Sie ist offen. Was jetzt hinzukommt, wird als „im Licht der anderen“ markiert.</translation>
</message>
<message>
<source>Leading hypothesis</source>
<translation type="unfinished">Führende Hypothese</translation>
</message>
<message>
<source>Submit</source>
<translation type="unfinished">Abgeben</translation>
</message>
<message>
<source>Submit {letter}, final</source>
<translation type="unfinished">{letter} abgeben, endgültig</translation>
</message>
<message>
<source>none alone: {names}</source>
<translation type="unfinished">keine allein: {names}</translation>
</message>
<message>
<source>none yet</source>
<translation type="unfinished">noch keine</translation>
</message>
<message>
<source>said at the end</source>
<translation type="unfinished">am Ende gesagt</translation>
</message>
<message>
<source>{first}, runner-up {second}</source>
<translation type="unfinished">{first}, danach {second}</translation>
</message>
<message>
<source>{name} leads, and submits it.</source>
<translation type="unfinished">{name} leitet und gibt sie ab.</translation>
</message>
</context>
<context>
<name>TakerLines</name>
<message>
<source>deputy</source>
<translation type="unfinished">Stellvertretung</translation>
</message>
<message>
<source>not known to this record: somebody answers for them</source>
<translation type="unfinished">dieser Aufzeichnung nicht bekannt: jemand steht für sie ein</translation>
</message>
<message>
<source>{name} does not have it open</source>
<translation type="unfinished">{name} hat es nicht offen</translation>
</message>
<message>
<source>{name} has this board open and reads along</source>
<translation type="unfinished">{name} hat diese Tafel offen und liest mit</translation>
</message>
</context>
<context>
<name>TakingBack</name>
<message>
<source>Take back my last line</source>
<translation type="unfinished">Meine letzte Zeile zurücknehmen</translation>
</message>
<message>
<source>Take it back</source>
<translation type="unfinished">Zurücknehmen</translation>
</message>
<message>
<source>{line} · Ctrl+Z takes it back</source>
<translation type="unfinished">{line} · Ctrl+Z nimmt es zurück</translation>
</message>
</context>
<context>
<name>TaskDialog</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>Choose</source>
<translation type="unfinished">Wählen</translation>
</message>
<message>
<source>Done</source>
<translation type="unfinished">Erledigt</translation>
</message>
<message>
<source>Done, need more, or stuck?</source>
<translation type="unfinished">Erledigt, mehr nötig oder fest?</translation>
</message>
<message>
<source>Enter: done</source>
<translation type="unfinished">Enter: erledigt</translation>
</message>
<message>
<source>Every answer stands in the timeline</source>
<translation type="unfinished">Jede Antwort steht im Verlauf</translation>
</message>
<message>
<source>Give it over</source>
<translation type="unfinished">Abgeben</translation>
</message>
<message>
<source>I have it</source>
<translation type="unfinished">Ich habe es</translation>
</message>
<message>
<source>Needs more time</source>
<translation type="unfinished">Braucht mehr Zeit</translation>
</message>
<message>
<source>Not needed</source>
<translation type="unfinished">Nicht nötig</translation>
</message>
<message>
<source>Open it again</source>
<translation type="unfinished">Wieder öffnen</translation>
</message>
<message>
<source>Somebody else?</source>
<translation type="unfinished">Jemand anderes?</translation>
</message>
<message>
<source>Stuck</source>
<translation type="unfinished">Steckt fest</translation>
</message>
<message>
<source>Task {number}</source>
<translation type="unfinished">Aufgabe {number}</translation>
</message>
<message>
<source>They have it</source>
<translation type="unfinished">Sie haben es</translation>
</message>
<message>
<source>What came of it, why it takes longer, or what is missing</source>
<translation type="unfinished">Was dabei herauskam, warum es länger dauert oder was fehlt</translation>
</message>
<message>
<source>Who does it now?</source>
<translation type="unfinished">Wer tut es jetzt?</translation>
</message>
<message>
<source>{name}, given by {giver} at {clock}</source>
<translation type="unfinished">{name}, gegeben von {giver} um {clock}</translation>
</message>
</context>
<context>
<name>TaskWords</name>
<message>
<source>1 task</source>
<translation type="unfinished">1 Aufgabe</translation>
</message>
<message>
<source>Task {number}: {words}</source>
<translation type="unfinished">Aufgabe {number}: {words}</translation>
</message>
<message>
<source>acknowledged</source>
<translation type="unfinished">bestätigt</translation>
</message>
<message>
<source>done</source>
<translation type="unfinished">erledigt</translation>
</message>
<message>
<source>due at {clock}</source>
<translation type="unfinished">fällig um {clock}</translation>
</message>
<message>
<source>due in {span}</source>
<translation type="unfinished">fällig in {span}</translation>
</message>
<message>
<source>given {span} ago, not acknowledged yet</source>
<translation type="unfinished">gegeben vor {span}, noch nicht bestätigt</translation>
</message>
<message>
<source>goes on in {number}</source>
<translation type="unfinished">geht in {number} weiter</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">niemand</translation>
</message>
<message>
<source>nobody yet</source>
<translation type="unfinished">noch niemand</translation>
</message>
<message>
<source>not acknowledged for {span}</source>
<translation type="unfinished">nicht bestätigt seit {span}</translation>
</message>
<message>
<source>not needed</source>
<translation type="unfinished">nicht nötig</translation>
</message>
<message>
<source>not needed any more</source>
<translation type="unfinished">nicht mehr nötig</translation>
</message>
<message>
<source>not seen</source>
<translation type="unfinished">nicht gesehen</translation>
</message>
<message>
<source>stuck</source>
<translation type="unfinished">steckt fest</translation>
</message>
<message>
<source>stuck for {span}</source>
<translation type="unfinished">steckt fest seit {span}</translation>
</message>
<message>
<source>two desks said two things about it</source>
<translation type="unfinished">zwei Plätze sagten zweierlei darüber</translation>
</message>
<message>
<source>{count} tasks</source>
<translation type="unfinished">{count} Aufgaben</translation>
</message>
<message>
<source>{count} tasks, above {many}</source>
<translation type="unfinished">{count} Aufgaben, über {many}</translation>
</message>
<message>
<source>{hours} h</source>
<translation type="unfinished">{hours} h</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">{span} zu spät</translation>
</message>
<message>
<source>{span} late: done, need more, or stuck?</source>
<translation type="unfinished">{span} zu spät: erledigt, mehr nötig oder fest?</translation>
</message>
</context>
<context>
<name>TasksPanel</name>
<message>
<source>By person</source>
<translation type="unfinished">Nach Person</translation>
</message>
<message>
<source>Ended</source>
<translation type="unfinished">Beendet</translation>
</message>
<message>
<source>Fewer</source>
<translation type="unfinished">Weniger</translation>
</message>
<message>
<source>Give somebody a task</source>
<translation type="unfinished">Jemandem eine Aufgabe geben</translation>
</message>
<message>
<source>Need attention</source>
<translation type="unfinished">Brauchen Aufmerksamkeit</translation>
</message>
<message>
<source>Nobody has a task</source>
<translation type="unfinished">Niemand hat eine Aufgabe</translation>
</message>
<message>
<source>None yet: give one here, or with /task @name 15m what to do</source>
<translation type="unfinished">Noch keine: hier eine geben oder mit /task @name 15m was zu tun ist</translation>
</message>
<message>
<source>Nothing is late, and everybody has answered</source>
<translation type="unfinished">Nichts ist verspätet, und alle haben geantwortet</translation>
</message>
<message>
<source>Nothing is under way</source>
<translation type="unfinished">Nichts läuft</translation>
</message>
<message>
<source>Running</source>
<translation type="unfinished">Läuft</translation>
</message>
<message>
<source>Task</source>
<translation type="unfinished">Aufgabe</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">Aufgaben</translation>
</message>
<message>
<source>{count} late</source>
<translation type="unfinished">{count} verspätet</translation>
</message>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} weitere</translation>
</message>
<message>
<source>{count} not acknowledged</source>
<translation type="unfinished">{count} nicht bestätigt</translation>
</message>
</context>
<context>
<name>TextColumn</name>
<message>
<source>Copy the whole text</source>
<translation type="unfinished">Den ganzen Text kopieren</translation>
</message>
<message>
<source>Form (Ctrl+E)</source>
<translation type="unfinished">Formular (Ctrl+E)</translation>
</message>
<message>
<source>Take the last change back (Ctrl+Z in the text)</source>
<translation type="unfinished">Die letzte Änderung zurücknehmen (Ctrl+Z im Text)</translation>
</message>
<message>
<source>The plan in force again. What was here before comes back with the arrow above the text.</source>
<translation type="unfinished">Wieder der geltende Plan. Was vorher hier war, kommt mit dem Pfeil über dem Text zurück.</translation>
</message>
<message>
<source>plan.yaml</source>
<translation type="unfinished">plan.yaml</translation>
</message>
<message>
<source>same plan, as text</source>
<translation type="unfinished">derselbe Plan, als Text</translation>
</message>
</context>
<context>
<name>TimelineForm</name>
<message>
<source>Pinned lines</source>
<translation type="unfinished">Angeheftete Zeilen</translation>
</message>
<message>
<source>Search the record</source>
<translation type="unfinished">Die Aufzeichnung durchsuchen</translation>
</message>
<message>
<source>Search the record (Ctrl+F)</source>
<translation type="unfinished">Die Aufzeichnung durchsuchen (Ctrl+F)</translation>
</message>
<message>
<source>Timeline</source>
<translation type="unfinished">Verlauf</translation>
</message>
<message>
<source>Timeline, the newest line first</source>
<translation type="unfinished">Verlauf, die neueste Zeile zuerst</translation>
</message>
<message>
<source>What can be done with the selected line</source>
<translation type="unfinished">Was sich mit der gewählten Zeile tun lässt</translation>
</message>
<message>
<source>Which lines are shown</source>
<translation type="unfinished">Welche Zeilen gezeigt werden</translation>
</message>
</context>
<context>
<name>TimelinePanel</name>
<message>
<source>Adopt lines of the duty log…</source>
<translation type="unfinished">Zeilen des Dienstbuchs übernehmen…</translation>
</message>
<message>
<source>No line like that here</source>
<translation type="unfinished">Keine solche Zeile hier</translation>
</message>
<message>
<source>Show all lines</source>
<translation type="unfinished">Alle Zeilen zeigen</translation>
</message>
<message>
<source>The record has begun</source>
<translation type="unfinished">Die Aufzeichnung hat begonnen</translation>
</message>
<message>
<source>Type what happens and press Enter; a slash begins a command; files are dropped here</source>
<translation type="unfinished">Tippen, was geschieht, und Enter drücken; ein Schrägstrich beginnt einen Befehl; Dateien werden hier fallen gelassen</translation>
</message>
<message>
<source>What is written shows up by itself.</source>
<translation type="unfinished">Geschriebenes erscheint von selbst.</translation>
</message>
</context>
<context>
<name>TitleField</name>
<message>
<source>Title of the incident</source>
<translation type="unfinished">Titel des Vorfalls</translation>
</message>
</context>
<context>
<name>Tour</name>
<message>
<source>F1 explains what you are looking at, without a network. Ctrl+Shift+P finds everything that can be done, with its key. This tour is there, too.</source>
<translation type="unfinished">F1 erklärt, was Sie vor sich haben, ohne Netz. Ctrl+Shift+P findet alles, was sich tun lässt, mit seiner Taste. Auch diese Führung ist dort.</translation>
</message>
<message>
<source>Help is one key away</source>
<translation type="unfinished">Hilfe ist eine Taste entfernt</translation>
</message>
<message>
<source>Here an incident of the past is replayed to any moment, as it was and as it was known (Ctrl+R).</source>
<translation type="unfinished">Hier wird ein vergangener Vorfall zu jedem Augenblick abgespielt, wie er war und wie er bekannt war (Ctrl+R).</translation>
</message>
<message>
<source>Here are the tasks and promises of all incidents, the most urgent first (F3). On the board, courses of action are approved and carried out.</source>
<translation type="unfinished">Hier stehen die Aufgaben und Zusagen aller Vorfälle, die dringendsten zuerst (F3). Auf der Tafel werden Maßnahmen freigegeben und ausgeführt.</translation>
</message>
<message>
<source>Here the words that go out are written, checked, approved and sent (Ctrl+M), and you see who is owed an update by when.</source>
<translation type="unfinished">Hier werden die Worte geschrieben, geprüft, freigegeben und gesendet (Ctrl+M), und Sie sehen, wem bis wann eine Nachricht zusteht.</translation>
</message>
<message>
<source>Here you investigate (Ctrl+I). Several can look into the same question apart, blind to each other, and compare what they found.</source>
<translation type="unfinished">Hier untersuchen Sie (Ctrl+I). Mehrere können dieselbe Frage getrennt untersuchen, blind füreinander, und vergleichen, was sie fanden.</translation>
</message>
<message>
<source>One key from anywhere: Ctrl+D. A title and how bad it is are enough; everything else can wait, and you can stand down later.</source>
<translation type="unfinished">Eine Taste von überall: Ctrl+D. Ein Titel und wie schlimm es ist genügen; alles andere kann warten, und Entwarnung geht später.</translation>
</message>
<message>
<source>Plain words in this line are a note. “/” offers everything that can be done, “@19:30” in front says when it happened. Nothing is ever overwritten: you correct it, and both stay.</source>
<translation type="unfinished">Bloße Worte in dieser Zeile sind eine Notiz. „/“ bietet alles an, was sich tun lässt, „@19:30“ davor sagt, wann es geschah. Nichts wird je überschrieben: Sie berichtigen es, und beides bleibt.</translation>
</message>
<message>
<source>The board is your place. It shows who does what, what is tried, what is due, and first of all what needs you now (F7).</source>
<translation type="unfinished">Die Tafel ist Ihr Ort. Sie zeigt, wer was tut, was versucht wird, was fällig ist, und zuallererst, was Sie jetzt braucht (F7).</translation>
</message>
<message>
<source>This mark says whether your last word is on the disk, and whether other desks have it. With no network you work on; it goes out by itself later.</source>
<translation type="unfinished">Dieses Zeichen sagt, ob Ihr letztes Wort auf der Platte ist und ob andere Plätze es haben. Ohne Netz arbeiten Sie weiter; es geht später von selbst hinaus.</translation>
</message>
<message>
<source>What is saved, and what is shared</source>
<translation type="unfinished">Was gespeichert und was geteilt ist</translation>
</message>
<message>
<source>When something is wrong, declare</source>
<translation type="unfinished">Wenn etwas verkehrt ist, ausrufen</translation>
</message>
<message>
<source>Write as you go</source>
<translation type="unfinished">Nebenbei mitschreiben</translation>
</message>
<message>
<source>Your place</source>
<translation type="unfinished">Ihr Ort</translation>
</message>
<message>
<source>“Is it us?” Here reports of customers come in, are judged, and are answered (Ctrl+U).</source>
<translation type="unfinished">„Sind wir es?“ Hier kommen Kundenmeldungen herein, werden beurteilt und beantwortet (Ctrl+U).</translation>
</message>
</context>
<context>
<name>TourCard</name>
<message>
<source>Back</source>
<translation type="unfinished">Zurück</translation>
</message>
<message>
<source>Done</source>
<translation type="unfinished">Erledigt</translation>
</message>
<message>
<source>Leave the tour</source>
<translation type="unfinished">Die Führung verlassen</translation>
</message>
<message>
<source>Next</source>
<translation type="unfinished">Weiter</translation>
</message>
</context>
<context>
<name>TriggerWords</name>
<message>
<source>1 role</source>
<translation type="unfinished">1 Rolle</translation>
</message>
<message>
<source>Call-out of the time</source>
<translation type="unfinished">Zeitansage</translation>
</message>
<message>
<source>Closes {roles}: nobody holds it.</source>
<translation type="unfinished">Schließt {roles}: niemand hat sie.</translation>
</message>
<message>
<source>Customers</source>
<translation type="unfinished">Kunden</translation>
</message>
<message>
<source>First customer message</source>
<translation type="unfinished">Erste Kundenmitteilung</translation>
</message>
<message>
<source>First customer message due in {span}.</source>
<translation type="unfinished">Erste Kundenmitteilung fällig in {span}.</translation>
</message>
<message>
<source>First: {tasks}.</source>
<translation type="unfinished">Zuerst: {tasks}.</translation>
</message>
<message>
<source>No customer message due.</source>
<translation type="unfinished">Keine Kundenmitteilung fällig.</translation>
</message>
<message>
<source>No longer asked for: {tasks}.</source>
<translation type="unfinished">Nicht mehr verlangt: {tasks}.</translation>
</message>
<message>
<source>Opens {roles}.</source>
<translation type="unfinished">Öffnet {roles}.</translation>
</message>
<message>
<source>Our own people</source>
<translation type="unfinished">Unsere eigenen Leute</translation>
</message>
<message>
<source>Our own people hear every {span}.</source>
<translation type="unfinished">Unsere eigenen Leute hören alle {span}.</translation>
</message>
<message>
<source>The plan opens {count}: {roles}.</source>
<translation type="unfinished">Der Plan öffnet {count}: {roles}.</translation>
</message>
<message>
<source>The plan proposes that only named people see it.</source>
<translation type="unfinished">Der Plan schlägt vor, dass nur Genannte es sehen.</translation>
</message>
<message>
<source>none</source>
<translation type="unfinished">keine</translation>
</message>
<message>
<source>{count} roles</source>
<translation type="unfinished">{count} Rollen</translation>
</message>
</context>
<context>
<name>Truth</name>
<message>
<source>1 entry is not taken</source>
<translation type="unfinished">1 Eintrag wird nicht angenommen</translation>
</message>
<message>
<source>1 entry on the way</source>
<translation type="unfinished">1 Eintrag unterwegs</translation>
</message>
<message>
<source>1 entry waits; work goes on</source>
<translation type="unfinished">1 Eintrag wartet; die Arbeit geht weiter</translation>
</message>
<message>
<source>1 fault in the record</source>
<translation type="unfinished">1 Fehler in der Aufzeichnung</translation>
</message>
<message>
<source>Both kept; choose one</source>
<translation type="unfinished">Beide behalten; eins wählen</translation>
</message>
<message>
<source>Copy the text, then free some space</source>
<translation type="unfinished">Den Text kopieren, dann Platz schaffen</translation>
</message>
<message>
<source>It connects by itself as soon as a way opens; nothing is lost by waiting.</source>
<translation type="unfinished">Es verbindet sich von selbst, sobald ein Weg offen ist; durch Warten geht nichts verloren.</translation>
</message>
<message>
<source>No other desk is there now</source>
<translation type="unfinished">Kein anderer Platz ist jetzt da</translation>
</message>
<message>
<source>Not connected since {clock}</source>
<translation type="unfinished">Nicht verbunden seit {clock}</translation>
</message>
<message>
<source>Nothing can be written to this record</source>
<translation type="unfinished">In diese Aufzeichnung kann nichts geschrieben werden</translation>
</message>
<message>
<source>On this disk, every word</source>
<translation type="unfinished">Auf dieser Platte, jedes Wort</translation>
</message>
<message>
<source>Reading only</source>
<translation type="unfinished">Nur lesen</translation>
</message>
<message>
<source>Saved here</source>
<translation type="unfinished">Hier gespeichert</translation>
</message>
<message>
<source>Saved here · catching up, {share}</source>
<translation type="unfinished">Hier gespeichert · holt auf, {share}</translation>
</message>
<message>
<source>Saved here · not shared</source>
<translation type="unfinished">Hier gespeichert · nicht geteilt</translation>
</message>
<message>
<source>Saved here · not shared for {span}</source>
<translation type="unfinished">Hier gespeichert · nicht geteilt seit {span}</translation>
</message>
<message>
<source>Saved here · shared {span} ago</source>
<translation type="unfinished">Hier gespeichert · geteilt vor {span}</translation>
</message>
<message>
<source>Saved here · sharing</source>
<translation type="unfinished">Hier gespeichert · teile</translation>
</message>
<message>
<source>Saved here · words shared</source>
<translation type="unfinished">Hier gespeichert · Worte geteilt</translation>
</message>
<message>
<source>Saved here; the order of the record holds</source>
<translation type="unfinished">Hier gespeichert; die Ordnung der Aufzeichnung gilt</translation>
</message>
<message>
<source>Set it right; until then this desk goes by the shared clock.</source>
<translation type="unfinished">Richtig stellen; bis dahin geht dieser Platz nach der gemeinsamen Uhr.</translation>
</message>
<message>
<source>Shared through {address}</source>
<translation type="unfinished">Geteilt über {address}</translation>
</message>
<message>
<source>The newest came first; what is older follows. Work goes on meanwhile.</source>
<translation type="unfinished">Das Neueste kam zuerst; Älteres folgt. Die Arbeit geht inzwischen weiter.</translation>
</message>
<message>
<source>The shared database takes nothing from this desk there; it stays here. Ask an administrator.</source>
<translation type="unfinished">Die gemeinsame Datenbank nimmt dort nichts von diesem Platz; es bleibt hier. Eine Verwaltung fragen.</translation>
</message>
<message>
<source>This clock is {span} ahead of the shared one</source>
<translation type="unfinished">Diese Uhr geht {span} vor der gemeinsamen</translation>
</message>
<message>
<source>This clock is {span} behind the shared one</source>
<translation type="unfinished">Diese Uhr geht {span} hinter der gemeinsamen</translation>
</message>
<message>
<source>This desk keeps the whole record</source>
<translation type="unfinished">Dieser Platz behält die ganze Aufzeichnung</translation>
</message>
<message>
<source>This disk refused the last save</source>
<translation type="unfinished">Diese Platte lehnte das letzte Speichern ab</translation>
</message>
<message>
<source>Two desks changed the severity</source>
<translation type="unfinished">Zwei Plätze änderten den Schweregrad</translation>
</message>
<message>
<source>Two desks changed the state</source>
<translation type="unfinished">Zwei Plätze änderten den Zustand</translation>
</message>
<message>
<source>Two desks changed the title</source>
<translation type="unfinished">Zwei Plätze änderten den Titel</translation>
</message>
<message>
<source>{count} desks see this</source>
<translation type="unfinished">{count} Plätze sehen dies</translation>
</message>
<message>
<source>{count} entries are not taken</source>
<translation type="unfinished">{count} Einträge werden nicht angenommen</translation>
</message>
<message>
<source>{count} entries on the way</source>
<translation type="unfinished">{count} Einträge unterwegs</translation>
</message>
<message>
<source>{count} entries wait; work goes on</source>
<translation type="unfinished">{count} Einträge warten; die Arbeit geht weiter</translation>
</message>
<message>
<source>{count} faults in the record</source>
<translation type="unfinished">{count} Fehler in der Aufzeichnung</translation>
</message>
<message>
<source>{through} of {total} · {left} left</source>
<translation type="unfinished">{through} von {total} · noch {left}</translation>
</message>
<message>
<source>{words} · {percent} %</source>
<translation type="unfinished">{words} · {percent} %</translation>
</message>
</context>
<context>
<name>TruthGlyph</name>
<message>
<source>No network: this desk keeps all of it</source>
<translation type="unfinished">Kein Netz: dieser Platz behält alles</translation>
</message>
<message>
<source>Not saved: this disk refused it</source>
<translation type="unfinished">Nicht gespeichert: diese Platte lehnte es ab</translation>
</message>
<message>
<source>Saved here, on its way to other desks</source>
<translation type="unfinished">Hier gespeichert, unterwegs zu anderen Plätzen</translation>
</message>
<message>
<source>Saved here: a power cut cannot take it</source>
<translation type="unfinished">Hier gespeichert: ein Stromausfall nimmt es nicht</translation>
</message>
<message>
<source>Saved here; goes out when a way opens</source>
<translation type="unfinished">Hier gespeichert; geht hinaus, sobald ein Weg offen ist</translation>
</message>
<message>
<source>Shared: other desks can read it</source>
<translation type="unfinished">Geteilt: andere Plätze können es lesen</translation>
</message>
<message>
<source>Two desks wrote it: both kept, choose one</source>
<translation type="unfinished">Zwei Plätze schrieben es: beides behalten, eins wählen</translation>
</message>
<message>
<source>Writing: not on the disk yet</source>
<translation type="unfinished">Schreibe: noch nicht auf der Platte</translation>
</message>
</context>
<context>
<name>Unsaved</name>
<message>
<source>Discard</source>
<translation type="unfinished">Verwerfen</translation>
</message>
<message>
<source>Discard it?</source>
<translation type="unfinished">Verwerfen?</translation>
</message>
<message>
<source>Keep</source>
<translation type="unfinished">Behalten</translation>
</message>
<message>
<source>This is not on the disk. Once discarded it is gone:</source>
<translation type="unfinished">Dies ist nicht auf der Platte. Einmal verworfen, ist es weg:</translation>
</message>
</context>
<context>
<name>VersionsPanel</name>
<message>
<source>1 published</source>
<translation type="unfinished">1 veröffentlicht</translation>
</message>
<message>
<source>At the same moment {name} published another version: “{reason}”. Both are kept; the newer one is in force. Compare them, then publish what both wanted.</source>
<translation type="unfinished">Im selben Augenblick hat {name} eine andere Fassung veröffentlicht: „{reason}“. Beide bleiben; die neuere gilt. Vergleichen, dann veröffentlichen, was beide wollten.</translation>
</message>
<message>
<source>Compare</source>
<translation type="unfinished">Vergleichen</translation>
</message>
<message>
<source>Go on from that one</source>
<translation type="unfinished">Von jenem weiterarbeiten</translation>
</message>
<message>
<source>Published guidance, with nobody of yours in it. Start from the plan nearest to your business, above.</source>
<translation type="unfinished">Veröffentlichte Ratschläge, mit niemandem von Ihnen darin. Mit dem Plan oben beginnen, der Ihrem Geschäft am nächsten ist.</translation>
</message>
<message>
<source>The default plan, not published yet</source>
<translation type="unfinished">Der Standardplan, noch nicht veröffentlicht</translation>
</message>
<message>
<source>Versions</source>
<translation type="unfinished">Fassungen</translation>
</message>
<message>
<source>compared with</source>
<translation type="unfinished">verglichen mit</translation>
</message>
<message>
<source>in force</source>
<translation type="unfinished">in Kraft</translation>
</message>
<message>
<source>no reason given</source>
<translation type="unfinished">kein Grund genannt</translation>
</message>
<message>
<source>{count} published</source>
<translation type="unfinished">{count} veröffentlicht</translation>
</message>
<message>
<source>{name} wrote in another draft, begun from another version while you did not hear of one another. Compare the two; go on from that one, and everybody is in this one.</source>
<translation type="unfinished">{name} schrieb in einem anderen Entwurf, von einer anderen Fassung begonnen, während Sie nichts voneinander hörten. Beide vergleichen; von jenem weiterarbeiten, und alle sind in diesem.</translation>
</message>
</context>
<context>
<name>Wall</name>
<message>
<source>(the title was erased)</source>
<translation type="unfinished">(der Titel wurde gelöscht)</translation>
</message>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(die Worte wurden gelöscht)</translation>
</message>
<message>
<source>An incident is shown on the wall</source>
<translation type="unfinished">Ein Vorfall steht auf der Wand</translation>
</message>
<message>
<source>Customer impact</source>
<translation type="unfinished">Wirkung auf Kunden</translation>
</message>
<message>
<source>Elapsed</source>
<translation type="unfinished">Verstrichen</translation>
</message>
<message>
<source>Lasted</source>
<translation type="unfinished">Dauerte</translation>
</message>
<message>
<source>Next word to those outside</source>
<translation type="unfinished">Nächstes Wort an die draußen</translation>
</message>
<message>
<source>No course of action yet</source>
<translation type="unfinished">Noch keine Maßnahme</translation>
</message>
<message>
<source>No role is open</source>
<translation type="unfinished">Keine Rolle ist offen</translation>
</message>
<message>
<source>Nothing is open</source>
<translation type="unfinished">Nichts ist offen</translation>
</message>
<message>
<source>Nothing yet</source>
<translation type="unfinished">Noch nichts</translation>
</message>
<message>
<source>On call now</source>
<translation type="unfinished">Jetzt in Bereitschaft</translation>
</message>
<message>
<source>The plan has no on-call lists yet</source>
<translation type="unfinished">Der Plan hat noch keine Bereitschaftslisten</translation>
</message>
<message>
<source>Wall</source>
<translation type="unfinished">Wand</translation>
</message>
<message>
<source>What came last</source>
<translation type="unfinished">Was zuletzt kam</translation>
</message>
<message>
<source>What was last</source>
<translation type="unfinished">Was zuletzt war</translation>
</message>
<message>
<source>What we are doing</source>
<translation type="unfinished">Was wir tun</translation>
</message>
<message>
<source>Who holds which role</source>
<translation type="unfinished">Wer welche Rolle hat</translation>
</message>
<message>
<source>and {count} more</source>
<translation type="unfinished">und {count} weitere</translation>
</message>
<message>
<source>no answer</source>
<translation type="unfinished">keine Antwort</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">niemand</translation>
</message>
<message>
<source>nobody yet</source>
<translation type="unfinished">noch niemand</translation>
</message>
<message>
<source>not known</source>
<translation type="unfinished">nicht bekannt</translation>
</message>
<message>
<source>nothing is promised</source>
<translation type="unfinished">nichts ist zugesagt</translation>
</message>
<message>
<source>word {due}</source>
<translation type="unfinished">Wort {due}</translation>
</message>
<message>
<source>{caption} since {clock}</source>
<translation type="unfinished">{caption} seit {clock}</translation>
</message>
<message>
<source>{done} of {count}</source>
<translation type="unfinished">{done} von {count}</translation>
</message>
<message>
<source>{span} ago</source>
<translation type="unfinished">vor {span}</translation>
</message>
<message>
<source>{state} since {clock}</source>
<translation type="unfinished">{state} seit {clock}</translation>
</message>
</context>
<context>
<name>Warnings</name>
<message>
<source>Customer reports</source>
<translation type="unfinished">Kundenmeldungen</translation>
</message>
<message>
<source>Customers report a fault</source>
<translation type="unfinished">Kunden melden einen Fehler</translation>
</message>
<message>
<source>nothing else agrees yet</source>
<translation type="unfinished">noch stimmt nichts anderes überein</translation>
</message>
<message>
<source>together with {titles}</source>
<translation type="unfinished">zusammen mit {titles}</translation>
</message>
<message>
<source>{count} reports since {time}, {times}</source>
<translation type="unfinished">{count} Kundenmeldungen seit {time}, {times}</translation>
</message>
<message>
<source>{service}: customers report a fault</source>
<translation type="unfinished">{service}: Kunden melden einen Fehler</translation>
</message>
<message>
<source>{service}: {title} {times}</source>
<translation type="unfinished">{service}: {title} {times}</translation>
</message>
<message>
<source>{times}× usual</source>
<translation type="unfinished">{times}× üblich</translation>
</message>
<message>
<source>{times}× usual for this hour</source>
<translation type="unfinished">{times}× üblich für diese Stunde</translation>
</message>
<message>
<source>{title} {times}</source>
<translation type="unfinished">{title} {times}</translation>
</message>
<message>
<source>{title} {times}, falling for {span}</source>
<translation type="unfinished">{title} {times}, fallend seit {span}</translation>
</message>
<message>
<source>{title} {times}, rising for {span}</source>
<translation type="unfinished">{title} {times}, steigend seit {span}</translation>
</message>
<message>
<source>{value}, usual {usual}</source>
<translation type="unfinished">{value}, üblich {usual}</translation>
</message>
</context>
<context>
<name>WatchedSeries</name>
<message>
<source>1 calm</source>
<translation type="unfinished">1 ruhig</translation>
</message>
<message>
<source>1 early warning</source>
<translation type="unfinished">1 Frühwarnung</translation>
</message>
<message>
<source>1 notice</source>
<translation type="unfinished">1 Hinweis</translation>
</message>
<message>
<source>1 watched</source>
<translation type="unfinished">1 beobachtet</translation>
</message>
<message>
<source>Declare an incident, filled in with this (D)</source>
<translation type="unfinished">Einen Vorfall ausrufen, hiermit ausgefüllt (D)</translation>
</message>
<message>
<source>Declare…</source>
<translation type="unfinished">Ausrufen…</translation>
</message>
<message>
<source>False alarm</source>
<translation type="unfinished">Fehlalarm</translation>
</message>
<message>
<source>It was a false alarm: the next warning of this series takes more (F)</source>
<translation type="unfinished">Es war ein Fehlalarm: die nächste Warnung dieser Reihe braucht mehr (F)</translation>
</message>
<message>
<source>It was real: the next warning of this series takes less (R)</source>
<translation type="unfinished">Es war echt: die nächste Warnung dieser Reihe braucht weniger (R)</translation>
</message>
<message>
<source>Real</source>
<translation type="unfinished">Echt</translation>
</message>
<message>
<source>Signal</source>
<translation type="unfinished">Signal</translation>
</message>
<message>
<source>Signals</source>
<translation type="unfinished">Signale</translation>
</message>
<message>
<source>Usual {low} to {high}</source>
<translation type="unfinished">Üblich {low} bis {high}</translation>
</message>
<message>
<source>Watched series</source>
<translation type="unfinished">Beobachtete Reihen</translation>
</message>
<message>
<source>marked as a false alarm</source>
<translation type="unfinished">als Fehlalarm markiert</translation>
</message>
<message>
<source>marked as real</source>
<translation type="unfinished">als echt markiert</translation>
</message>
<message>
<source>no point yet</source>
<translation type="unfinished">noch kein Punkt</translation>
</message>
<message>
<source>nothing since {time}</source>
<translation type="unfinished">nichts seit {time}</translation>
</message>
<message>
<source>still learning what is usual</source>
<translation type="unfinished">lernt noch, was üblich ist</translation>
</message>
<message>
<source>watched at another desk</source>
<translation type="unfinished">an einem anderen Platz beobachtet</translation>
</message>
<message>
<source>{count} calm</source>
<translation type="unfinished">{count} ruhig</translation>
</message>
<message>
<source>{count} early warnings</source>
<translation type="unfinished">{count} Frühwarnungen</translation>
</message>
<message>
<source>{count} more below</source>
<translation type="unfinished">{count} weitere darunter</translation>
</message>
<message>
<source>{count} notices</source>
<translation type="unfinished">{count} Hinweise</translation>
</message>
<message>
<source>{count} watched</source>
<translation type="unfinished">{count} beobachtet</translation>
</message>
<message>
<source>{times}, falling for {span}</source>
<translation type="unfinished">{times}, fallend seit {span}</translation>
</message>
<message>
<source>{times}, rising for {span}</source>
<translation type="unfinished">{times}, steigend seit {span}</translation>
</message>
<message>
<source>{title}: {words}</source>
<translation type="unfinished">{title}: {words}</translation>
</message>
</context>
<context>
<name>Watching</name>
<message>
<source>The clock jumped ahead by {span}</source>
<translation type="unfinished">Die Uhr sprang um {span} vor</translation>
</message>
<message>
<source>The clock was set back by {span}</source>
<translation type="unfinished">Die Uhr wurde um {span} zurückgestellt</translation>
</message>
</context>
<context>
<name>WayOut</name>
<message>
<source>Add</source>
<translation type="unfinished">Hinzufügen</translation>
</message>
<message>
<source>Ask for approval</source>
<translation type="unfinished">Um Freigabe bitten</translation>
</message>
<message>
<source>Ask for approval again</source>
<translation type="unfinished">Erneut um Freigabe bitten</translation>
</message>
<message>
<source>Ask {name} again</source>
<translation type="unfinished">{name} erneut fragen</translation>
</message>
<message>
<source>Ask {name} to approve</source>
<translation type="unfinished">{name} um Freigabe bitten</translation>
</message>
<message>
<source>Begun by {name}</source>
<translation type="unfinished">Begonnen von {name}</translation>
</message>
<message>
<source>Compare</source>
<translation type="unfinished">Vergleichen</translation>
</message>
<message>
<source>For whom, by what, on which facts (Ctrl+Shift+E)</source>
<translation type="unfinished">Für wen, womit, auf welchen Tatsachen (Ctrl+Shift+E)</translation>
</message>
<message>
<source>Large print, QR code, read aloud (Ctrl+Shift+L)</source>
<translation type="unfinished">Großdruck, QR-Code, vorgelesen (Ctrl+Shift+L)</translation>
</message>
<message>
<source>Look</source>
<translation type="unfinished">Aussehen</translation>
</message>
<message>
<source>Next update</source>
<translation type="unfinished">Nächste Nachricht</translation>
</message>
<message>
<source>Preview</source>
<translation type="unfinished">Vorschau</translation>
</message>
<message>
<source>Read and approve</source>
<translation type="unfinished">Lesen und freigeben</translation>
</message>
<message>
<source>Schedule</source>
<translation type="unfinished">Ansetzen</translation>
</message>
<message>
<source>Send</source>
<translation type="unfinished">Senden</translation>
</message>
<message>
<source>Send at a time (Ctrl+Shift+G)</source>
<translation type="unfinished">Zu einer Zeit senden (Ctrl+Shift+G)</translation>
</message>
<message>
<source>Send now, approve after</source>
<translation type="unfinished">Jetzt senden, danach freigeben</translation>
</message>
<message>
<source>Send to {channels}</source>
<translation type="unfinished">An {channels} senden</translation>
</message>
<message>
<source>Sent by hand…</source>
<translation type="unfinished">Von Hand gesendet…</translation>
</message>
<message>
<source>Stop, {count} s left</source>
<translation type="unfinished">Anhalten, noch {count} s</translation>
</message>
<message>
<source>Stop: goes out at {clock}</source>
<translation type="unfinished">Anhalten: geht um {clock} hinaus</translation>
</message>
<message>
<source>The plan asks for nobody's yes</source>
<translation type="unfinished">Der Plan verlangt niemandes Ja</translation>
</message>
<message>
<source>The plan lets it go by {channels} at once; the yes is owed after</source>
<translation type="unfinished">Der Plan lässt es über {channels} sofort hinaus; das Ja wird danach geschuldet</translation>
</message>
<message>
<source>The shared database is away; a second person says yes here, or on the phone</source>
<translation type="unfinished">Die gemeinsame Datenbank ist weg; eine zweite Person sagt hier Ja, oder am Telefon</translation>
</message>
<message>
<source>Try again</source>
<translation type="unfinished">Noch einmal versuchen</translation>
</message>
<message>
<source>Two wordings: choose…</source>
<translation type="unfinished">Zwei Wortlaute: wählen…</translation>
</message>
<message>
<source>Waiting</source>
<translation type="unfinished">Wartet</translation>
</message>
<message>
<source>Waiting for {name}</source>
<translation type="unfinished">Warte auf {name}</translation>
</message>
<message>
<source>What was said before, and what changed (Ctrl+Shift+H)</source>
<translation type="unfinished">Was zuvor gesagt wurde, und was sich änderte (Ctrl+Shift+H)</translation>
</message>
<message>
<source>When the next update comes</source>
<translation type="unfinished">Wann die nächste Nachricht kommt</translation>
</message>
<message>
<source>With a witness…</source>
<translation type="unfinished">Mit einem Zeugen…</translation>
</message>
<message>
<source>Write</source>
<translation type="unfinished">Schreiben</translation>
</message>
<message>
<source>asked {clock}</source>
<translation type="unfinished">gefragt {clock}</translation>
</message>
<message>
<source>at {clock}</source>
<translation type="unfinished">um {clock}</translation>
</message>
<message>
<source>in {span}</source>
<translation type="unfinished">in {span}</translation>
</message>
<message>
<source>missing</source>
<translation type="unfinished">fehlt</translation>
</message>
<message>
<source>not asked</source>
<translation type="unfinished">nicht gefragt</translation>
</message>
<message>
<source>not promised</source>
<translation type="unfinished">nicht zugesagt</translation>
</message>
<message>
<source>original changed</source>
<translation type="unfinished">Original geändert</translation>
</message>
<message>
<source>words were changed</source>
<translation type="unfinished">Worte wurden geändert</translation>
</message>
<message>
<source>{language}: {channels}</source>
<translation type="unfinished">{language}: {channels}</translation>
</message>
<message>
<source>{name} goes out at {clock}</source>
<translation type="unfinished">{name} geht um {clock} hinaus</translation>
</message>
<message>
<source>{name} said no: {why}</source>
<translation type="unfinished">{name} sagte Nein: {why}</translation>
</message>
</context>
<context>
<name>Ways</name>
<message>
<source>Close</source>
<translation type="unfinished">Schließen</translation>
</message>
<message>
<source>That did not work</source>
<translation type="unfinished">Das ging nicht</translation>
</message>
<message>
<source>This record is only read here. A bundle is made at the desk whose record it is.</source>
<translation type="unfinished">Diese Aufzeichnung wird hier nur gelesen. Ein Bündel entsteht an dem Platz, dessen Aufzeichnung es ist.</translation>
</message>
</context>
<context>
<name>WhoPart</name>
<message>
<source>Communications manager</source>
<translation type="unfinished">Leitung Kommunikation</translation>
</message>
<message>
<source>Customer liaison</source>
<translation type="unfinished">Kundenkontakt</translation>
</message>
<message>
<source>Incident manager</source>
<translation type="unfinished">Einsatzleitung</translation>
</message>
<message>
<source>Mostly you are</source>
<translation type="unfinished">Meistens sind Sie</translation>
</message>
<message>
<source>Name, as others call you</source>
<translation type="unfinished">Name, wie andere Sie nennen</translation>
</message>
<message>
<source>Operations manager</source>
<translation type="unfinished">Leitung Technik</translation>
</message>
<message>
<source>Reviewer of past incidents</source>
<translation type="unfinished">Prüferin oder Prüfer vergangener Vorfälle</translation>
</message>
<message>
<source>Subject matter expert</source>
<translation type="unfinished">Fachperson</translation>
</message>
</context>
<context>
<name>WhyDialog</name>
<message>
<source>Each step begins with a batch</source>
<translation type="unfinished">Jeder Schritt beginnt mit einer Charge</translation>
</message>
<message>
<source>Keep</source>
<translation type="unfinished">Behalten</translation>
</message>
<message>
<source>Only those who work on this investigation read it until it opens</source>
<translation type="unfinished">Nur wer an dieser Untersuchung arbeitet, liest es, bis sie sich öffnet</translation>
</message>
<message>
<source>Why it says so</source>
<translation type="unfinished">Warum es das sagt</translation>
</message>
<message>
<source>Why?</source>
<translation type="unfinished">Warum?</translation>
</message>
<message>
<source>{said}: {hypothesis}</source>
<translation type="unfinished">{said}: {hypothesis}</translation>
</message>
</context>
<context>
<name>WitnessDialog</name>
<message>
<source>At this desk: their PIN</source>
<translation type="unfinished">An diesem Platz: deren PIN</translation>
</message>
<message>
<source>By phone, read to them word for word</source>
<translation type="unfinished">Per Telefon, Wort für Wort vorgelesen</translation>
</message>
<message>
<source>How they said yes on the phone</source>
<translation type="unfinished">Wie sie am Telefon Ja sagten</translation>
</message>
<message>
<source>Let it go with a witness</source>
<translation type="unfinished">Mit einem Zeugen hinauslassen</translation>
</message>
<message>
<source>Marked for ever; the shared database checks it when it is back</source>
<translation type="unfinished">Für immer markiert; die gemeinsame Datenbank prüft es, wenn sie zurück ist</translation>
</message>
<message>
<source>Nobody else holds a role that may say yes to it</source>
<translation type="unfinished">Niemand sonst hat eine Rolle, die dazu Ja sagen darf</translation>
</message>
<message>
<source>Or on the phone: how they said it</source>
<translation type="unfinished">Oder am Telefon: wie sie es sagten</translation>
</message>
<message>
<source>PIN of {name}</source>
<translation type="unfinished">PIN von {name}</translation>
</message>
<message>
<source>They say yes: send</source>
<translation type="unfinished">Sie sagen Ja: senden</translation>
</message>
<message>
<source>Who says yes</source>
<translation type="unfinished">Wer Ja sagt</translation>
</message>
<message>
<source>Who says yes?</source>
<translation type="unfinished">Wer sagt Ja?</translation>
</message>
</context>
<context>
<name>Work</name>
<message>
<source>Not waited for any longer. What was under way may still come to its end.</source>
<translation type="unfinished">Darauf wird nicht länger gewartet. Was im Gange war, kann noch zu Ende kommen.</translation>
</message>
</context>
<context>
<name>Writing</name>
<message>
<source>Pasted {moment}.txt</source>
<translation type="unfinished">Eingefügt {moment}.txt</translation>
</message>
<message>
<source>Picture {moment}.png</source>
<translation type="unfinished">Bild {moment}.png</translation>
</message>
<message>
<source>Select a line of the timeline first. Your text is kept.</source>
<translation type="unfinished">Erst eine Zeile des Verlaufs wählen. Ihr Text bleibt.</translation>
</message>
</context>
<context>
<name>YouPage</name>
<message>
<source>After 1 minute</source>
<translation type="unfinished">Nach 1 Minute</translation>
</message>
<message>
<source>After {count} minutes</source>
<translation type="unfinished">Nach {count} Minuten</translation>
</message>
<message>
<source>Change</source>
<translation type="unfinished">Ändern</translation>
</message>
<message>
<source>Lock</source>
<translation type="unfinished">Sperren</translation>
</message>
<message>
<source>Never</source>
<translation type="unfinished">Nie</translation>
</message>
<message>
<source>People of this home</source>
<translation type="unfinished">Leute dieser Ablage</translation>
</message>
<message>
<source>Without a PIN everybody at this console reads this record</source>
<translation type="unfinished">Ohne PIN liest jeder an dieser Konsole diese Aufzeichnung</translation>
</message>
<message>
<source>You have a PIN: this record is yours alone, and encrypted</source>
<translation type="unfinished">Sie haben eine PIN: diese Aufzeichnung gehört nur Ihnen und ist verschlüsselt</translation>
</message>
<message>
<source>at the desk</source>
<translation type="unfinished">am Platz</translation>
</message>
</context>
<context>
<name>_TitleButton</name>
<message>
<source>No title</source>
<translation type="unfinished">Kein Titel</translation>
</message>
<message>
<source>Press or F2 to set the title</source>
<translation type="unfinished">Drücken oder F2, um den Titel zu setzen</translation>
</message>
<message>
<source>Press to set the title</source>
<translation type="unfinished">Drücken, um den Titel zu setzen</translation>
</message>
</context>
<context>
<name>channels</name>
<message>
<source>Being sent to {name} since {clock}, by {desk}</source>
<translation type="unfinished">Wird seit {clock} an {name} gesendet, von {desk}</translation>
</message>
<message>
<source>Its address is gone from where it was kept: give it once more.</source>
<translation type="unfinished">Seine Adresse ist von ihrem Platz verschwunden: noch einmal angeben.</translation>
</message>
<message>
<source>Last to {name} at {clock}, by {desk}</source>
<translation type="unfinished">Zuletzt an {name} um {clock}, von {desk}</translation>
</message>
<message>
<source>Last to {name} at {clock}, by {desk}. It failed: {why}</source>
<translation type="unfinished">Zuletzt an {name} um {clock}, von {desk}. Es misslang: {why}</translation>
</message>
<message>
<source>No ladder of the plan calls people by it.</source>
<translation type="unfinished">Keine Leiter des Plans ruft darüber.</translation>
</message>
<message>
<source>Nobody: the plan has no ladder of contacts, so nobody is called in.</source>
<translation type="unfinished">Niemand: der Plan hat keine Kontaktleiter, also wird niemand gerufen.</translation>
</message>
<message>
<source>Not set up here, and people are called by it: {ladders}</source>
<translation type="unfinished">Hier nicht eingerichtet, und Leute werden darüber gerufen: {ladders}</translation>
</message>
<message>
<source>Not set up here; no ladder of the plan calls people by it.</source>
<translation type="unfinished">Hier nicht eingerichtet; keine Leiter des Plans ruft darüber.</translation>
</message>
<message>
<source>Not this desk now.</source>
<translation type="unfinished">Jetzt nicht dieser Platz.</translation>
</message>
<message>
<source>Nothing goes out from here now. {why}</source>
<translation type="unfinished">Von hier geht jetzt nichts hinaus. {why}</translation>
</message>
<message>
<source>People are called by it: {ladders}</source>
<translation type="unfinished">Darüber werden Leute gerufen: {ladders}</translation>
</message>
<message>
<source>SMS</source>
<translation type="unfinished">SMS</translation>
</message>
<message>
<source>Set up here; its address lies in a file of this user, for want of a keyring.</source>
<translation type="unfinished">Hier eingerichtet; die Adresse liegt mangels Schlüsselbund in einer Datei dieses Benutzers.</translation>
</message>
<message>
<source>Set up here; its address lies in the keyring.</source>
<translation type="unfinished">Hier eingerichtet; die Adresse liegt im Schlüsselbund.</translation>
</message>
<message>
<source>The plan has no such channel any more. Its address is still kept here.</source>
<translation type="unfinished">Der Plan hat keinen solchen Kanal mehr. Seine Adresse ist hier noch aufbewahrt.</translation>
</message>
<message>
<source>This desk is ready since {clock}. Each call goes out once: from the first desk that has the channel and takes the lease of that call.</source>
<translation type="unfinished">Dieser Platz ist seit {clock} bereit. Jeder Ruf geht einmal hinaus: vom ersten Platz, der den Kanal hat und sich den Ruf nimmt.</translation>
</message>
<message>
<source>This desk, since {clock}. Its record is shared with nobody, so no other desk does.</source>
<translation type="unfinished">Dieser Platz, seit {clock}. Seine Aufzeichnung wird mit niemandem geteilt, also tut es kein anderer.</translation>
</message>
<message>
<source>This desk, since {clock}; while the shared database is away only what no other desk can know.</source>
<translation type="unfinished">Dieser Platz, seit {clock}; während die gemeinsame Datenbank weg ist, nur was kein anderer Platz wissen kann.</translation>
</message>
<message>
<source>begun {clock}, nothing came of it</source>
<translation type="unfinished">begonnen {clock}, nichts kam dabei heraus</translation>
</message>
<message>
<source>chat</source>
<translation type="unfinished">Chat</translation>
</message>
<message>
<source>e-mail</source>
<translation type="unfinished">E-Mail</translation>
</message>
<message>
<source>failed {clock}</source>
<translation type="unfinished">misslungen {clock}</translation>
</message>
<message>
<source>given up {clock}</source>
<translation type="unfinished">aufgegeben {clock}</translation>
</message>
<message>
<source>has it since {clock}</source>
<translation type="unfinished">hat es seit {clock}</translation>
</message>
<message>
<source>no answer {clock}</source>
<translation type="unfinished">keine Antwort {clock}</translation>
</message>
<message>
<source>pager</source>
<translation type="unfinished">Pager</translation>
</message>
<message>
<source>sent {clock}</source>
<translation type="unfinished">gesendet {clock}</translation>
</message>
<message>
<source>the desk of {name}</source>
<translation type="unfinished">der Platz von {name}</translation>
</message>
<message>
<source>this desk</source>
<translation type="unfinished">dieser Platz</translation>
</message>
<message>
<source>voicemail</source>
<translation type="unfinished">Sprachansage</translation>
</message>
<message>
<source>{channel} to {name}</source>
<translation type="unfinished">{channel} an {name}</translation>
</message>
<message>
<source>{desk} has the lease of a call to {name} since {clock}.</source>
<translation type="unfinished">{desk} hat sich den Ruf an {name} seit {clock} genommen.</translation>
</message>
</context>
<context>
<name>commands</name>
<message>
<source>A course of action takes longer: how much, and why</source>
<translation type="unfinished">Eine Maßnahme dauert länger: wie lange und warum</translation>
</message>
<message>
<source>A message that told a withdrawn fact stays as it is, and why</source>
<translation type="unfinished">Eine Mitteilung, die eine zurückgezogene Tatsache sagte, bleibt wie sie ist, und warum</translation>
</message>
<message>
<source>A monitor fell silent: the desk says so by itself</source>
<translation type="unfinished">Ein Monitor ist verstummt: der Platz sagt das von selbst</translation>
</message>
<message>
<source>A monitor is heard: the desk says so by itself</source>
<translation type="unfinished">Ein Monitor ist zu hören: der Platz sagt das von selbst</translation>
</message>
<message>
<source>A series is as usual again: the desk that watches does it by itself</source>
<translation type="unfinished">Eine Reihe ist wieder wie üblich: der beobachtende Platz tut es von selbst</translation>
</message>
<message>
<source>A silence is over now</source>
<translation type="unfinished">Eine Stille ist jetzt vorbei</translation>
</message>
<message>
<source>A task does not go on without help: what is missing</source>
<translation type="unfinished">Eine Aufgabe kommt ohne Hilfe nicht weiter: was fehlt</translation>
</message>
<message>
<source>A task is not needed any more</source>
<translation type="unfinished">Eine Aufgabe ist nicht mehr nötig</translation>
</message>
<message>
<source>A task needs more time: how much, and why</source>
<translation type="unfinished">Eine Aufgabe braucht mehr Zeit: wie viel und warum</translation>
</message>
<message>
<source>Add a file or a picture as a piece of evidence</source>
<translation type="unfinished">Eine Datei oder ein Bild als Beleg hinzufügen</translation>
</message>
<message>
<source>Add a piece of evidence</source>
<translation type="unfinished">Einen Beleg hinzufügen</translation>
</message>
<message>
<source>Add a role to this incident</source>
<translation type="unfinished">Diesem Vorfall eine Rolle hinzufügen</translation>
</message>
<message>
<source>Add an effect to the cause map</source>
<translation type="unfinished">Der Ursachenkarte eine Wirkung hinzufügen</translation>
</message>
<message>
<source>Adopt what a reviewer wrote into a bundle</source>
<translation type="unfinished">Übernehmen, was ein Prüfer in ein Bündel schrieb</translation>
</message>
<message>
<source>Agree with the conclusion of the investigations</source>
<translation type="unfinished">Dem Schluss der Untersuchungen zustimmen</translation>
</message>
<message>
<source>Alerts belong to an incident</source>
<translation type="unfinished">Alarme gehören zu einem Vorfall</translation>
</message>
<message>
<source>Alerts do not belong to an incident after all</source>
<translation type="unfinished">Alarme gehören doch nicht zu einem Vorfall</translation>
</message>
<message>
<source>An answer begins to go by e-mail: the desk does it by itself</source>
<translation type="unfinished">Eine Antwort beginnt per E-Mail hinauszugehen: der Platz tut es von selbst</translation>
</message>
<message>
<source>Announce maintenance</source>
<translation type="unfinished">Wartung ankündigen</translation>
</message>
<message>
<source>Answer a question</source>
<translation type="unfinished">Eine Frage beantworten</translation>
</message>
<message>
<source>Answer an open question of an investigation</source>
<translation type="unfinished">Eine offene Frage einer Untersuchung beantworten</translation>
</message>
<message>
<source>Approve a course of action</source>
<translation type="unfinished">Eine Maßnahme freigeben</translation>
</message>
<message>
<source>Ask for a yes to these exact words</source>
<translation type="unfinished">Um ein Ja zu genau diesen Worten bitten</translation>
</message>
<message>
<source>Ask somebody; it stays open until it is answered</source>
<translation type="unfinished">Jemanden fragen; die Frage bleibt offen, bis sie beantwortet ist</translation>
</message>
<message>
<source>Ask to erase an entry; a second person confirms</source>
<translation type="unfinished">Um Löschung eines Eintrags bitten; eine zweite Person bestätigt</translation>
</message>
<message>
<source>Begin to carry out an approved course of action</source>
<translation type="unfinished">Eine freigegebene Maßnahme beginnen</translation>
</message>
<message>
<source>Begin to write a message to others</source>
<translation type="unfinished">Eine Mitteilung an andere beginnen</translation>
</message>
<message>
<source>Break the seal of an investigation early, with the reason</source>
<translation type="unfinished">Das Siegel einer Untersuchung vorzeitig brechen, mit Grund</translation>
</message>
<message>
<source>Change a draft that several people write at once</source>
<translation type="unfinished">Einen Entwurf ändern, an dem mehrere zugleich schreiben</translation>
</message>
<message>
<source>Change what is to be done after the incident</source>
<translation type="unfinished">Ändern, was nach dem Vorfall zu tun ist</translation>
</message>
<message>
<source>Change what was announced</source>
<translation type="unfinished">Ändern, was angekündigt wurde</translation>
</message>
<message>
<source>Change whom a message is for, its channels, its facts, or its next update</source>
<translation type="unfinished">Ändern, für wen eine Mitteilung ist, ihre Kanäle, Tatsachen oder die nächste Nachricht</translation>
</message>
<message>
<source>Correct the words or the time of an entry</source>
<translation type="unfinished">Worte oder Zeit eines Eintrags berichtigen</translation>
</message>
<message>
<source>Decide that a notification has not to be sent, and why</source>
<translation type="unfinished">Entscheiden, dass eine Meldung nicht nötig ist, und warum</translation>
</message>
<message>
<source>Declare an incident</source>
<translation type="unfinished">Einen Vorfall ausrufen</translation>
</message>
<message>
<source>Decline a course of action, with the reason</source>
<translation type="unfinished">Eine Maßnahme ablehnen, mit Grund</translation>
</message>
<message>
<source>Decline the change of the plan that a lesson proposes</source>
<translation type="unfinished">Die Änderung des Plans ablehnen, die eine Lehre vorschlägt</translation>
</message>
<message>
<source>Dissent from the conclusion of the investigations, and why</source>
<translation type="unfinished">Dem Schluss der Untersuchungen widersprechen, und warum</translation>
</message>
<message>
<source>Do not adopt what a reviewer wrote, and say why</source>
<translation type="unfinished">Nicht übernehmen, was ein Prüfer schrieb, und sagen warum</translation>
</message>
<message>
<source>Drop a message that was sent to nobody</source>
<translation type="unfinished">Eine Mitteilung fallen lassen, die niemandem gesendet wurde</translation>
</message>
<message>
<source>End a course of action, with the effect that was seen</source>
<translation type="unfinished">Eine Maßnahme beenden, mit der gesehenen Wirkung</translation>
</message>
<message>
<source>End an enquiry that gets no answer, and say why</source>
<translation type="unfinished">Eine Anfrage ohne Antwort beenden und sagen warum</translation>
</message>
<message>
<source>Erase an entry that somebody else asked to erase</source>
<translation type="unfinished">Einen Eintrag löschen, um dessen Löschung jemand anderes bat</translation>
</message>
<message>
<source>Erase how to reach those who reported long ago; two people, as with every erasure</source>
<translation type="unfinished">Löschen, wie zu erreichen war, wer vor langer Zeit meldete; zwei Personen, wie bei jeder Löschung</translation>
</message>
<message>
<source>Erase how to reach those who reported, so long afterwards as the plan says: the desk does it by itself</source>
<translation type="unfinished">Löschen, wie zu erreichen ist, wer meldete, so lange danach wie der Plan sagt: der Platz tut es von selbst</translation>
</message>
<message>
<source>Erase the addresses of those who left; two people, as with every erasure</source>
<translation type="unfinished">Die Adressen derer löschen, die gingen; zwei Personen, wie bei jeder Löschung</translation>
</message>
<message>
<source>Fill from a newer plan what the plan of this incident leaves blank</source>
<translation type="unfinished">Aus einem neueren Plan füllen, was der Plan dieses Vorfalls leer lässt</translation>
</message>
<message>
<source>From now on only named people may know of this incident</source>
<translation type="unfinished">Von nun an dürfen nur Genannte von diesem Vorfall wissen</translation>
</message>
<message>
<source>Give a role to a person</source>
<translation type="unfinished">Jemandem eine Rolle geben</translation>
</message>
<message>
<source>Give a task to somebody else</source>
<translation type="unfinished">Eine Aufgabe jemand anderem geben</translation>
</message>
<message>
<source>Give an investigation more time</source>
<translation type="unfinished">Einer Untersuchung mehr Zeit geben</translation>
</message>
<message>
<source>Give every role that nobody holds to whoever is on call for it</source>
<translation type="unfinished">Jede Rolle, die niemand hat, dem geben, der dafür Bereitschaft hat</translation>
</message>
<message>
<source>Give somebody a task, with the time it may take</source>
<translation type="unfinished">Jemandem eine Aufgabe geben, mit der Zeit, die sie dauern darf</translation>
</message>
<message>
<source>Give the incident another title</source>
<translation type="unfinished">Dem Vorfall einen anderen Titel geben</translation>
</message>
<message>
<source>Hand isolated reports on to support, with what is known</source>
<translation type="unfinished">Einzelne Kundenmeldungen an den Support weitergeben, mit dem Bekannten</translation>
</message>
<message>
<source>Hand the shift over to whoever is on duty next</source>
<translation type="unfinished">Die Schicht an die nächste Person im Dienst übergeben</translation>
</message>
<message>
<source>Have several teams look into a question, each blind to the others until all are in</source>
<translation type="unfinished">Mehrere Gruppen eine Frage untersuchen lassen, blind füreinander, bis alle abgegeben haben</translation>
</message>
<message>
<source>Have somebody manage an incident whose managers cannot be reached; a second administrator confirms</source>
<translation type="unfinished">Jemanden einen Vorfall leiten lassen, dessen Leitende nicht zu erreichen sind; eine zweite Verwaltung bestätigt</translation>
</message>
<message>
<source>Keep watched series on an incident: the desk that watches does it by itself</source>
<translation type="unfinished">Beobachtete Reihen an einem Vorfall aufheben: der beobachtende Platz tut es von selbst</translation>
</message>
<message>
<source>Leave a step of a course out: a decision, with its reason</source>
<translation type="unfinished">Einen Schritt einer Maßnahme auslassen: eine Entscheidung, mit Grund</translation>
</message>
<message>
<source>Let a course go on past a hold point</source>
<translation type="unfinished">Eine Maßnahme über einen Haltepunkt gehen lassen</translation>
</message>
<message>
<source>Let a message go while the shared database is away, with a second person as witness</source>
<translation type="unfinished">Eine Mitteilung hinauslassen, während die gemeinsame Datenbank weg ist, mit einer zweiten Person als Zeuge</translation>
</message>
<message>
<source>Let a monitor send alerts</source>
<translation type="unfinished">Einen Monitor Alarme senden lassen</translation>
</message>
<message>
<source>Let a monitor send no more alerts</source>
<translation type="unfinished">Einen Monitor keine Alarme mehr senden lassen</translation>
</message>
<message>
<source>Let a settled contradiction stand again</source>
<translation type="unfinished">Einen geklärten Widerspruch wieder gelten lassen</translation>
</message>
<message>
<source>Let an entry hold again that was taken back</source>
<translation type="unfinished">Einen zurückgenommenen Eintrag wieder gelten lassen</translation>
</message>
<message>
<source>Let customers read of maintenance on the status page</source>
<translation type="unfinished">Kunden auf der Statusseite von der Wartung lesen lassen</translation>
</message>
<message>
<source>Let one more person work on an investigation</source>
<translation type="unfinished">Eine weitere Person an einer Untersuchung arbeiten lassen</translation>
</message>
<message>
<source>Let somebody know nothing more of a restricted incident</source>
<translation type="unfinished">Jemanden nichts mehr von einem eingeschränkten Vorfall wissen lassen</translation>
</message>
<message>
<source>Let somebody know of a restricted incident</source>
<translation type="unfinished">Jemanden von einem eingeschränkten Vorfall wissen lassen</translation>
</message>
<message>
<source>Link this incident to another</source>
<translation type="unfinished">Diesen Vorfall mit einem anderen verknüpfen</translation>
</message>
<message>
<source>Look after alerts no more</source>
<translation type="unfinished">Sich nicht mehr um Alarme kümmern</translation>
</message>
<message>
<source>Maintenance begins now</source>
<translation type="unfinished">Die Wartung beginnt jetzt</translation>
</message>
<message>
<source>Maintenance does not take place</source>
<translation type="unfinished">Die Wartung findet nicht statt</translation>
</message>
<message>
<source>Maintenance is over</source>
<translation type="unfinished">Die Wartung ist vorbei</translation>
</message>
<message>
<source>Maintenance takes longer</source>
<translation type="unfinished">Die Wartung dauert länger</translation>
</message>
<message>
<source>Make a fact of a line of the timeline</source>
<translation type="unfinished">Aus einer Zeile des Verlaufs eine Tatsache machen</translation>
</message>
<message>
<source>Mark a line as significant, or no longer</source>
<translation type="unfinished">Eine Zeile als bedeutsam markieren, oder nicht mehr</translation>
</message>
<message>
<source>Move a closed incident to the archive</source>
<translation type="unfinished">Einen geschlossenen Vorfall ins Archiv verschieben</translation>
</message>
<message>
<source>Move a line that belongs to another incident, with its times</source>
<translation type="unfinished">Eine Zeile verschieben, die zu einem anderen Vorfall gehört, mit ihren Zeiten</translation>
</message>
<message>
<source>Move the incident to another state</source>
<translation type="unfinished">Den Vorfall in einen anderen Zustand setzen</translation>
</message>
<message>
<source>Name one more who manages this incident</source>
<translation type="unfinished">Noch jemanden nennen, der diesen Vorfall leitet</translation>
</message>
<message>
<source>Note something in the duty log, outside of any incident</source>
<translation type="unfinished">Etwas ins Dienstbuch notieren, außerhalb jedes Vorfalls</translation>
</message>
<message>
<source>Note that somebody outside asks</source>
<translation type="unfinished">Notieren, dass jemand draußen fragt</translation>
</message>
<message>
<source>Note what an investigation does not know yet</source>
<translation type="unfinished">Notieren, was eine Untersuchung noch nicht weiß</translation>
</message>
<message>
<source>Note what the incident taught</source>
<translation type="unfinished">Notieren, was der Vorfall lehrte</translation>
</message>
<message>
<source>Note what was changed: a deploy, a setting</source>
<translation type="unfinished">Notieren, was geändert wurde: eine Ausspielung, eine Einstellung</translation>
</message>
<message>
<source>Nothing was wrong: end it all at once</source>
<translation type="unfinished">Nichts war verkehrt: alles auf einmal beenden</translation>
</message>
<message>
<source>Object to a decision, with the reason</source>
<translation type="unfinished">Einspruch gegen eine Entscheidung, mit Grund</translation>
</message>
<message>
<source>Of facts that contradict each other this one holds</source>
<translation type="unfinished">Von Tatsachen, die einander widersprechen, gilt diese</translation>
</message>
<message>
<source>Offer several roles in one go, as when a shift ends</source>
<translation type="unfinished">Mehrere Rollen auf einmal anbieten, wie am Ende einer Schicht</translation>
</message>
<message>
<source>Offer your role to the next holder, with what they must know</source>
<translation type="unfinished">Ihre Rolle der nächsten Person anbieten, mit dem, was sie wissen muss</translation>
</message>
<message>
<source>Open a task again that was ended</source>
<translation type="unfinished">Eine beendete Aufgabe wieder öffnen</translation>
</message>
<message>
<source>Part of this is another incident: declare it, and take along</source>
<translation type="unfinished">Ein Teil davon ist ein anderer Vorfall: ausrufen und mitnehmen</translation>
</message>
<message>
<source>Pin a line to the top of the board, or take it down</source>
<translation type="unfinished">Eine Zeile oben an die Tafel heften oder herunternehmen</translation>
</message>
<message>
<source>Propose a change of the plan for a lesson's sake</source>
<translation type="unfinished">Um einer Lehre willen eine Änderung des Plans vorschlagen</translation>
</message>
<message>
<source>Propose a contributing factor</source>
<translation type="unfinished">Einen beitragenden Faktor vorschlagen</translation>
</message>
<message>
<source>Propose a course of action</source>
<translation type="unfinished">Eine Maßnahme vorschlagen</translation>
</message>
<message>
<source>Propose a line of a checklist for a lesson's sake</source>
<translation type="unfinished">Um einer Lehre willen eine Zeile einer Checkliste vorschlagen</translation>
</message>
<message>
<source>Propose what customers read of maintenance</source>
<translation type="unfinished">Vorschlagen, was Kunden von der Wartung lesen</translation>
</message>
<message>
<source>Put a clock off for a while, for everybody, and say why</source>
<translation type="unfinished">Eine Uhr für eine Weile aufschieben, für alle, und sagen warum</translation>
</message>
<message>
<source>Put a file on the timeline</source>
<translation type="unfinished">Eine Datei in den Verlauf setzen</translation>
</message>
<message>
<source>Put a sentence on the fact sheet, which every message draws on</source>
<translation type="unfinished">Einen Satz auf das Faktenblatt setzen, aus dem jede Mitteilung schöpft</translation>
</message>
<message>
<source>Put a version of the plan in force</source>
<translation type="unfinished">Eine Fassung des Plans in Kraft setzen</translation>
</message>
<message>
<source>Put off what needs you, for a while, and say why</source>
<translation type="unfinished">Für eine Weile aufschieben, was Sie braucht, und sagen warum</translation>
</message>
<message>
<source>Put the change of the plan that a lesson proposes in force</source>
<translation type="unfinished">Die Änderung des Plans in Kraft setzen, die eine Lehre vorschlägt</translation>
</message>
<message>
<source>Ring no more for what fits, until it ends</source>
<translation type="unfinished">Für Passendes nicht mehr klingeln, bis es endet</translation>
</message>
<message>
<source>Say a fact in other words; the old ones are withdrawn</source>
<translation type="unfinished">Eine Tatsache in anderen Worten sagen; die alten werden zurückgezogen</translation>
</message>
<message>
<source>Say how much a piece of evidence is trusted</source>
<translation type="unfinished">Sagen, wie weit einem Beleg zu trauen ist</translation>
</message>
<message>
<source>Say of a decision that it stands, or no longer</source>
<translation type="unfinished">Von einer Entscheidung sagen, dass sie gilt, oder nicht mehr</translation>
</message>
<message>
<source>Say of a warning whether it was real or a false alarm; its series is taken less or more seriously then</source>
<translation type="unfinished">Von einer Warnung sagen, ob sie echt oder ein Fehlalarm war; ihre Reihe wird dann mehr oder weniger ernst genommen</translation>
</message>
<message>
<source>Say on the cause map that one thing led to another</source>
<translation type="unfinished">Auf der Ursachenkarte sagen, dass eins zum anderen führte</translation>
</message>
<message>
<source>Say that a fact does not hold, and why</source>
<translation type="unfinished">Sagen, dass eine Tatsache nicht gilt, und warum</translation>
</message>
<message>
<source>Say that a fact is known, and not only believed</source>
<translation type="unfinished">Sagen, dass eine Tatsache bekannt ist und nicht nur geglaubt</translation>
</message>
<message>
<source>Say that a follow-up is done, and what shows it</source>
<translation type="unfinished">Sagen, dass eine Folgeaufgabe erledigt ist, und was es zeigt</translation>
</message>
<message>
<source>Say that a follow-up will not be done, and why</source>
<translation type="unfinished">Sagen, dass eine Folgeaufgabe nicht getan wird, und warum</translation>
</message>
<message>
<source>Say that a lesson is none, and why</source>
<translation type="unfinished">Sagen, dass eine Lehre keine ist, und warum</translation>
</message>
<message>
<source>Say that a message does not go out like this, and why</source>
<translation type="unfinished">Sagen, dass eine Mitteilung so nicht hinausgeht, und warum</translation>
</message>
<message>
<source>Say that a message may go out in these words</source>
<translation type="unfinished">Sagen, dass eine Mitteilung in diesen Worten hinausdarf</translation>
</message>
<message>
<source>Say that a notification was sent, with what proves it</source>
<translation type="unfinished">Sagen, dass eine Meldung abgegeben wurde, mit dem, was es beweist</translation>
</message>
<message>
<source>Say that a prepared answer may be given as it reads now</source>
<translation type="unfinished">Sagen, dass eine vorbereitete Antwort so gegeben werden darf, wie sie jetzt lautet</translation>
</message>
<message>
<source>Say that a site or ward has received the last word</source>
<translation type="unfinished">Sagen, dass ein Standort oder eine Station das letzte Wort empfangen hat</translation>
</message>
<message>
<source>Say that a step of a course was done</source>
<translation type="unfinished">Sagen, dass ein Schritt einer Maßnahme getan ist</translation>
</message>
<message>
<source>Say that a task is done, and what came of it</source>
<translation type="unfinished">Sagen, dass eine Aufgabe erledigt ist, und was dabei herauskam</translation>
</message>
<message>
<source>Say that a translation is still right after its original was changed</source>
<translation type="unfinished">Sagen, dass eine Übersetzung noch stimmt, nachdem ihr Original geändert wurde</translation>
</message>
<message>
<source>Say that alerts are over: their source will not</source>
<translation type="unfinished">Sagen, dass Alarme vorbei sind: ihre Quelle wird es nicht</translation>
</message>
<message>
<source>Say that an audience was told by another way, as by phone</source>
<translation type="unfinished">Sagen, dass eine Zielgruppe auf anderem Weg informiert wurde, etwa per Telefon</translation>
</message>
<message>
<source>Say that somebody sent it, or read it out</source>
<translation type="unfinished">Sagen, dass jemand es sendete oder vorlas</translation>
</message>
<message>
<source>Say that the holder has the role</source>
<translation type="unfinished">Sagen, dass die Person die Rolle hat</translation>
</message>
<message>
<source>Say that the holder of a role may work in another incident as well</source>
<translation type="unfinished">Sagen, dass die Person mit einer Rolle auch in einem anderen Vorfall arbeiten darf</translation>
</message>
<message>
<source>Say that the law asks for a notification, and since when</source>
<translation type="unfinished">Sagen, dass das Recht eine Meldung verlangt, und seit wann</translation>
</message>
<message>
<source>Say that two factors cannot both be right</source>
<translation type="unfinished">Sagen, dass zwei Faktoren nicht beide stimmen können</translation>
</message>
<message>
<source>Say that two findings are not one</source>
<translation type="unfinished">Sagen, dass zwei Befunde nicht einer sind</translation>
</message>
<message>
<source>Say that two findings are one</source>
<translation type="unfinished">Sagen, dass zwei Befunde einer sind</translation>
</message>
<message>
<source>Say that you did what a clock asks for</source>
<translation type="unfinished">Sagen, dass getan ist, was eine Uhr verlangt</translation>
</message>
<message>
<source>Say that you have the task</source>
<translation type="unfinished">Sagen, dass Sie die Aufgabe haben</translation>
</message>
<message>
<source>Say until when whoever asked waits</source>
<translation type="unfinished">Sagen, bis wann wartet, wer fragte</translation>
</message>
<message>
<source>Say what a person is called</source>
<translation type="unfinished">Sagen, wie eine Person heißt</translation>
</message>
<message>
<source>Say what a piece of evidence says of a hypothesis</source>
<translation type="unfinished">Sagen, was ein Beleg von einer Hypothese sagt</translation>
</message>
<message>
<source>Say what came of words that went out without acceptance</source>
<translation type="unfinished">Sagen, was aus Worten wurde, die ohne Annahme hinausgingen</translation>
</message>
<message>
<source>Say what is to be done after the incident</source>
<translation type="unfinished">Sagen, was nach dem Vorfall zu tun ist</translation>
</message>
<message>
<source>Say what may be so</source>
<translation type="unfinished">Sagen, was so sein könnte</translation>
</message>
<message>
<source>Say what reports come to: the same issue as an incident, isolated, or unknown</source>
<translation type="unfinished">Sagen, worauf Meldungen hinauslaufen: dasselbe Problem wie ein Vorfall, ein Einzelfall oder unbekannt</translation>
</message>
<message>
<source>Say what somebody may do in the shared record</source>
<translation type="unfinished">Sagen, was jemand in der gemeinsamen Aufzeichnung darf</translation>
</message>
<message>
<source>Say what the investigations come to, and how sure</source>
<translation type="unfinished">Sagen, worauf die Untersuchungen hinauslaufen und wie sicher</translation>
</message>
<message>
<source>Say where people meet or where else the incident is written; nothing takes it away</source>
<translation type="unfinished">Sagen, wo man sich trifft oder wo der Vorfall sonst steht; nichts nimmt es weg</translation>
</message>
<message>
<source>Say which of two contradicting factors holds, and why</source>
<translation type="unfinished">Sagen, welcher von zwei widersprüchlichen Faktoren gilt, und warum</translation>
</message>
<message>
<source>Say which of two proposals of one message is to stand</source>
<translation type="unfinished">Sagen, welcher von zwei Vorschlägen einer Mitteilung gelten soll</translation>
</message>
<message>
<source>Say who answers an enquiry</source>
<translation type="unfinished">Sagen, wer eine Anfrage beantwortet</translation>
</message>
<message>
<source>Say who finds out what an investigation does not know</source>
<translation type="unfinished">Sagen, wer herausfindet, was eine Untersuchung nicht weiß</translation>
</message>
<message>
<source>Say who is affected, on which services, from when to when</source>
<translation type="unfinished">Sagen, wer betroffen ist, auf welchen Diensten, von wann bis wann</translation>
</message>
<message>
<source>Say why evidence says so of a hypothesis</source>
<translation type="unfinished">Sagen, warum ein Beleg das von einer Hypothese sagt</translation>
</message>
<message>
<source>Say why you do not take over a role</source>
<translation type="unfinished">Sagen, warum Sie eine Rolle nicht übernehmen</translation>
</message>
<message>
<source>See again what you put off</source>
<translation type="unfinished">Wieder sehen, was Sie aufschoben</translation>
</message>
<message>
<source>Send a message by its channels</source>
<translation type="unfinished">Eine Mitteilung über ihre Kanäle senden</translation>
</message>
<message>
<source>Send answers once more by e-mail that did not arrive</source>
<translation type="unfinished">Antworten noch einmal per E-Mail senden, die nicht ankamen</translation>
</message>
<message>
<source>Send somebody no more updates of the status page</source>
<translation type="unfinished">Jemandem keine Nachrichten der Statusseite mehr senden</translation>
</message>
<message>
<source>Send the updates of the status page to an address that was confirmed</source>
<translation type="unfinished">Die Nachrichten der Statusseite an eine bestätigte Adresse senden</translation>
</message>
<message>
<source>Set the severity, and say why</source>
<translation type="unfinished">Den Schweregrad setzen und sagen warum</translation>
</message>
<message>
<source>Shut a manager out of an incident; a second administrator confirms</source>
<translation type="unfinished">Eine Leitung von einem Vorfall ausschließen; eine zweite Verwaltung bestätigt</translation>
</message>
<message>
<source>Stop a message before it goes out</source>
<translation type="unfinished">Eine Mitteilung aufhalten, bevor sie hinausgeht</translation>
</message>
<message>
<source>Submit an investigation: final</source>
<translation type="unfinished">Eine Untersuchung abgeben: endgültig</translation>
</message>
<message>
<source>Take a follow-up up again</source>
<translation type="unfinished">Eine Folgeaufgabe wieder aufnehmen</translation>
</message>
<message>
<source>Take a link back</source>
<translation type="unfinished">Eine Verknüpfung zurücknehmen</translation>
</message>
<message>
<source>Take a role back from its holder</source>
<translation type="unfinished">Eine Rolle von der Person zurücknehmen</translation>
</message>
<message>
<source>Take alerts: you look after them</source>
<translation type="unfinished">Alarme nehmen: Sie kümmern sich</translation>
</message>
<message>
<source>Take an arrow of the cause map away</source>
<translation type="unfinished">Einen Pfeil der Ursachenkarte wegnehmen</translation>
</message>
<message>
<source>Take an entry back; it stays readable, struck through</source>
<translation type="unfinished">Einen Eintrag zurücknehmen; er bleibt lesbar, durchgestrichen</translation>
</message>
<message>
<source>Take back a tick on a checklist</source>
<translation type="unfinished">Einen Haken einer Checkliste zurücknehmen</translation>
</message>
<message>
<source>Take back an offer of your role: you keep it</source>
<translation type="unfinished">Ein Angebot Ihrer Rolle zurücknehmen: Sie behalten sie</translation>
</message>
<message>
<source>Take back the last line you wrote</source>
<translation type="unfinished">Die letzte Zeile zurücknehmen, die Sie schrieben</translation>
</message>
<message>
<source>Take back what was said of two findings</source>
<translation type="unfinished">Zurücknehmen, was von zwei Befunden gesagt wurde</translation>
</message>
<message>
<source>Take down reports of customers, many at once</source>
<translation type="unfinished">Kundenmeldungen aufnehmen, viele auf einmal</translation>
</message>
<message>
<source>Take down what a customer reports</source>
<translation type="unfinished">Aufnehmen, was ein Kunde meldet</translation>
</message>
<message>
<source>Take in what a monitor says: the desk does it by itself</source>
<translation type="unfinished">Aufnehmen, was ein Monitor sagt: der Platz tut es von selbst</translation>
</message>
<message>
<source>Take lines of the duty log into this incident, with their times</source>
<translation type="unfinished">Zeilen des Dienstbuchs in diesen Vorfall nehmen, mit ihren Zeiten</translation>
</message>
<message>
<source>Take maintenance off the status page</source>
<translation type="unfinished">Wartung von der Statusseite nehmen</translation>
</message>
<message>
<source>Take over a role that was offered to you</source>
<translation type="unfinished">Eine Rolle übernehmen, die Ihnen angeboten wurde</translation>
</message>
<message>
<source>Take the shifts of an on-call list from a file that was read</source>
<translation type="unfinished">Die Schichten einer Bereitschaftsliste aus einer gelesenen Datei nehmen</translation>
</message>
<message>
<source>Tell of an incident afterwards: in short, what led to it, what was learned</source>
<translation type="unfinished">Danach von einem Vorfall erzählen: kurz, was dazu führte, was gelernt wurde</translation>
</message>
<message>
<source>Tell the other desks what a reviewer's bundle brought here</source>
<translation type="unfinished">Den anderen Plätzen sagen, was das Bündel eines Prüfers hierher brachte</translation>
</message>
<message>
<source>Tell the shared database how many people have to approve what goes out: an administrator's desk does it by itself</source>
<translation type="unfinished">Der gemeinsamen Datenbank sagen, wie viele freigeben müssen, was hinausgeht: der Platz einer Verwaltung tut es von selbst</translation>
</message>
<message>
<source>Tell those who reported</source>
<translation type="unfinished">Es denen sagen, die meldeten</translation>
</message>
<message>
<source>Test who answers: try everybody on call, or these people</source>
<translation type="unfinished">Proben, wer antwortet: alle in Bereitschaft oder diese Leute</translation>
</message>
<message>
<source>This incident came of maintenance that went wrong</source>
<translation type="unfinished">Dieser Vorfall kam aus einer Wartung, die schiefging</translation>
</message>
<message>
<source>Tick a line of a role's checklist</source>
<translation type="unfinished">Eine Zeile der Checkliste einer Rolle abhaken</translation>
</message>
<message>
<source>Try again to send what failed</source>
<translation type="unfinished">Noch einmal senden, was misslang</translation>
</message>
<message>
<source>Two desks ended a step differently: say which holds</source>
<translation type="unfinished">Zwei Plätze beendeten einen Schritt verschieden: sagen, was gilt</translation>
</message>
<message>
<source>Warn that a series left its pattern: the desk that watches does it by itself</source>
<translation type="unfinished">Warnen, dass eine Reihe ihr Muster verließ: der beobachtende Platz tut es von selbst</translation>
</message>
<message>
<source>Word a lesson otherwise</source>
<translation type="unfinished">Eine Lehre anders formulieren</translation>
</message>
<message>
<source>Write a line on the timeline</source>
<translation type="unfinished">Eine Zeile in den Verlauf schreiben</translation>
</message>
<message>
<source>Write down a decision: why, instead of what, and when it is looked at again</source>
<translation type="unfinished">Eine Entscheidung notieren: warum, statt wovon, und wann sie noch einmal angesehen wird</translation>
</message>
<message>
<source>Write down by which rung of the ladder somebody is called: the desk does it by itself</source>
<translation type="unfinished">Notieren, über welche Sprosse der Leiter jemand gerufen wird: der Platz tut es von selbst</translation>
</message>
<message>
<source>Write down by which rung somebody is tried: the desk does it by itself</source>
<translation type="unfinished">Notieren, über welche Sprosse es bei jemandem versucht wird: der Platz tut es von selbst</translation>
</message>
<message>
<source>Write down how many reports were turned away: the desk does it by itself</source>
<translation type="unfinished">Notieren, wie viele Kundenmeldungen abgewiesen wurden: der Platz tut es von selbst</translation>
</message>
<message>
<source>Write down how much was turned away: the desk does it by itself</source>
<translation type="unfinished">Notieren, wie viel abgewiesen wurde: der Platz tut es von selbst</translation>
</message>
<message>
<source>Write down how often alerts were repeated: the desk does it by itself</source>
<translation type="unfinished">Notieren, wie oft Alarme wiederholt wurden: der Platz tut es von selbst</translation>
</message>
<message>
<source>Write down that a message could not be sent: the desk does it by itself</source>
<translation type="unfinished">Notieren, dass eine Mitteilung nicht gesendet werden konnte: der Platz tut es von selbst</translation>
</message>
<message>
<source>Write down that a message is about to be sent: the desk does it by itself</source>
<translation type="unfinished">Notieren, dass eine Mitteilung gleich gesendet wird: der Platz tut es von selbst</translation>
</message>
<message>
<source>Write down that a message went out: the desk does it by itself</source>
<translation type="unfinished">Notieren, dass eine Mitteilung hinausging: der Platz tut es von selbst</translation>
</message>
<message>
<source>Write down that a role went over at once: the next holder is there and said so</source>
<translation type="unfinished">Notieren, dass eine Rolle sofort überging: die nächste Person ist da und sagte es</translation>
</message>
<message>
<source>Write down that what went out was refused: the desk does it by itself</source>
<translation type="unfinished">Notieren, dass abgelehnt wurde, was hinausging: der Platz tut es von selbst</translation>
</message>
<message>
<source>Write down to whom an update has gone: the desk does it by itself</source>
<translation type="unfinished">Notieren, an wen eine Nachricht ging: der Platz tut es von selbst</translation>
</message>
<message>
<source>Write down to whom an update is about to go: the desk does it by itself</source>
<translation type="unfinished">Notieren, an wen eine Nachricht gleich geht: der Platz tut es von selbst</translation>
</message>
<message>
<source>Write down what came of an e-mail: the desk does it by itself</source>
<translation type="unfinished">Notieren, was aus einer E-Mail wurde: der Platz tut es von selbst</translation>
</message>
<message>
<source>Write down what came of one try of a test: the desk does it by itself</source>
<translation type="unfinished">Notieren, was bei einem Versuch einer Probe herauskam: der Platz tut es von selbst</translation>
</message>
<message>
<source>Write down what came of one try to call somebody: the desk does it by itself</source>
<translation type="unfinished">Notieren, was bei einem Versuch herauskam, jemanden zu rufen: der Platz tut es von selbst</translation>
</message>
<message>
<source>Write down what somebody who was called says: they come, they decline, or nobody answers</source>
<translation type="unfinished">Notieren, was jemand sagt, der gerufen wurde: kommt, lehnt ab, oder niemand antwortet</translation>
</message>
<message>
<source>Write down what was answered to somebody outside</source>
<translation type="unfinished">Notieren, was jemandem draußen geantwortet wurde</translation>
</message>
<message>
<source>Write down whether somebody answered when they were tried</source>
<translation type="unfinished">Notieren, ob jemand antwortete, bei dem es versucht wurde</translation>
</message>
<message>
<source>Write into the note pad of an investigation</source>
<translation type="unfinished">In den Notizblock einer Untersuchung schreiben</translation>
</message>
</context>
<context>
<name>sentences</name>
<message>
<source>1 character needs UCS-2: “{shown}”</source>
<translation type="unfinished">1 Zeichen braucht UCS-2: „{shown}“</translation>
</message>
<message>
<source>1 segment, {used} of {each}</source>
<translation type="unfinished">1 Segment, {used} von {each}</translation>
</message>
<message>
<source>A message that was begun stays; drop it with /drop-message.</source>
<translation type="unfinished">Eine begonnene Mitteilung bleibt; mit /drop-message fallen lassen.</translation>
</message>
<message>
<source>Alert of {source}</source>
<translation type="unfinished">Alarm von {source}</translation>
</message>
<message>
<source>Alert of {source}, and {more} more</source>
<translation type="unfinished">Alarm von {source} und {more} weitere</translation>
</message>
<message>
<source>An administrator asks to have {name} manage this</source>
<translation type="unfinished">Eine Verwaltung bittet, dass {name} dies leitet</translation>
</message>
<message>
<source>An administrator asks to shut {name} out of this</source>
<translation type="unfinished">Eine Verwaltung bittet, {name} hiervon auszuschließen</translation>
</message>
<message>
<source>Answer to enquiry {number}, as prepared</source>
<translation type="unfinished">Antwort auf Anfrage {number}, wie vorbereitet</translation>
</message>
<message>
<source>Answer to enquiry {number}, in own words</source>
<translation type="unfinished">Antwort auf Anfrage {number}, in eigenen Worten</translation>
</message>
<message>
<source>Answer to question {number}</source>
<translation type="unfinished">Antwort auf Frage {number}</translation>
</message>
<message>
<source>Came by file and wait to be adopted: {count} entries by {name}</source>
<translation type="unfinished">Kam per Datei und wartet auf Übernahme: {count} Einträge von {name}</translation>
</message>
<message>
<source>Came by file and waits to be adopted: 1 entry by {name}</source>
<translation type="unfinished">Kam per Datei und wartet auf Übernahme: 1 Eintrag von {name}</translation>
</message>
<message>
<source>Came of maintenance {number}</source>
<translation type="unfinished">Kam aus Wartung {number}</translation>
</message>
<message>
<source>Cause map, effect {number}</source>
<translation type="unfinished">Ursachenkarte, Wirkung {number}</translation>
</message>
<message>
<source>Cause map, harm {number}</source>
<translation type="unfinished">Ursachenkarte, Schaden {number}</translation>
</message>
<message>
<source>Checked, nothing wrong</source>
<translation type="unfinished">Geprüft, nichts verkehrt</translation>
</message>
<message>
<source>Checked, nothing wrong: {number} was a false alarm. Nothing more is needed of you.</source>
<translation type="unfinished">Geprüft, nichts verkehrt: {number} war ein Fehlalarm. Von Ihnen wird nichts mehr gebraucht.</translation>
</message>
<message>
<source>Checked, nothing wrong: {number}, “{title}”, was a false alarm. Nothing more is needed of you.</source>
<translation type="unfinished">Geprüft, nichts verkehrt: {number}, „{title}“, war ein Fehlalarm. Von Ihnen wird nichts mehr gebraucht.</translation>
</message>
<message>
<source>Checked, nothing wrong: {number}, “{title}”, was a false alarm. {reason}. Nothing more is needed of you.</source>
<translation type="unfinished">Geprüft, nichts verkehrt: {number}, „{title}“, war ein Fehlalarm. {reason}. Von Ihnen wird nichts mehr gebraucht.</translation>
</message>
<message>
<source>Course {number} failed</source>
<translation type="unfinished">Maßnahme {number} gescheitert</translation>
</message>
<message>
<source>Course {number} proposed</source>
<translation type="unfinished">Maßnahme {number} vorgeschlagen</translation>
</message>
<message>
<source>Course {number} rolled back</source>
<translation type="unfinished">Maßnahme {number} rückgängig gemacht</translation>
</message>
<message>
<source>Course {number} takes longer, until {until}</source>
<translation type="unfinished">Maßnahme {number} dauert länger, bis {until}</translation>
</message>
<message>
<source>Course {number} under way, led by {name}</source>
<translation type="unfinished">Maßnahme {number} läuft, geleitet von {name}</translation>
</message>
<message>
<source>Course {number} worked</source>
<translation type="unfinished">Maßnahme {number} hat gewirkt</translation>
</message>
<message>
<source>Course {number}, step {step} done</source>
<translation type="unfinished">Maßnahme {number}, Schritt {step} getan</translation>
</message>
<message>
<source>Course {number}, step {step}: it was done</source>
<translation type="unfinished">Maßnahme {number}, Schritt {step}: er wurde getan</translation>
</message>
<message>
<source>Course {number}, step {step}: it was skipped</source>
<translation type="unfinished">Maßnahme {number}, Schritt {step}: er wurde ausgelassen</translation>
</message>
<message>
<source>Declared: {title}</source>
<translation type="unfinished">Ausgerufen: {title}</translation>
</message>
<message>
<source>Detected: {title}</source>
<translation type="unfinished">Entdeckt: {title}</translation>
</message>
<message>
<source>Duty log</source>
<translation type="unfinished">Dienstbuch</translation>
</message>
<message>
<source>Enquiry {number}</source>
<translation type="unfinished">Anfrage {number}</translation>
</message>
<message>
<source>Enquiry {number} closed without an answer</source>
<translation type="unfinished">Anfrage {number} ohne Antwort geschlossen</translation>
</message>
<message>
<source>Enquiry {number} from {who}</source>
<translation type="unfinished">Anfrage {number} von {who}</translation>
</message>
<message>
<source>Enquiry {number} from {who}, {outlet}</source>
<translation type="unfinished">Anfrage {number} von {who}, {outlet}</translation>
</message>
<message>
<source>Enquiry {number} waits until no certain time</source>
<translation type="unfinished">Anfrage {number} wartet ohne feste Zeit</translation>
</message>
<message>
<source>Enquiry {number} waits until {moment}</source>
<translation type="unfinished">Anfrage {number} wartet bis {moment}</translation>
</message>
<message>
<source>Fact {number}</source>
<translation type="unfinished">Tatsache {number}</translation>
</message>
<message>
<source>Fact {number} confirmed</source>
<translation type="unfinished">Tatsache {number} bestätigt</translation>
</message>
<message>
<source>Fact {number} withdrawn</source>
<translation type="unfinished">Tatsache {number} zurückgezogen</translation>
</message>
<message>
<source>Fact {number}, since when</source>
<translation type="unfinished">Tatsache {number}, seit wann</translation>
</message>
<message>
<source>Fact {number}, what happened</source>
<translation type="unfinished">Tatsache {number}, was geschah</translation>
</message>
<message>
<source>Fact {number}, what is safe</source>
<translation type="unfinished">Tatsache {number}, was sicher ist</translation>
</message>
<message>
<source>Fact {number}, what to do meanwhile</source>
<translation type="unfinished">Tatsache {number}, was inzwischen zu tun ist</translation>
</message>
<message>
<source>Fact {number}, what we do</source>
<translation type="unfinished">Tatsache {number}, was wir tun</translation>
</message>
<message>
<source>Fact {number}, when it is back</source>
<translation type="unfinished">Tatsache {number}, wann es zurück ist</translation>
</message>
<message>
<source>Fact {number}, who is affected</source>
<translation type="unfinished">Tatsache {number}, wer betroffen ist</translation>
</message>
<message>
<source>Factor: {factor}</source>
<translation type="unfinished">Faktor: {factor}</translation>
</message>
<message>
<source>Facts</source>
<translation type="unfinished">Tatsachen</translation>
</message>
<message>
<source>Follow-up {number} changed</source>
<translation type="unfinished">Folgeaufgabe {number} geändert</translation>
</message>
<message>
<source>Follow-up {number} for {name}</source>
<translation type="unfinished">Folgeaufgabe {number} für {name}</translation>
</message>
<message>
<source>Follow-up {number} for {name}, due {due}</source>
<translation type="unfinished">Folgeaufgabe {number} für {name}, fällig {due}</translation>
</message>
<message>
<source>Follow-up {number} goes to {name}</source>
<translation type="unfinished">Folgeaufgabe {number} geht an {name}</translation>
</message>
<message>
<source>Follow-up {number} is now due {due}</source>
<translation type="unfinished">Folgeaufgabe {number} ist jetzt fällig {due}</translation>
</message>
<message>
<source>Grade {grade}, plain</source>
<translation type="unfinished">Stufe {grade}, klar</translation>
</message>
<message>
<source>Has to be told by {moment}: {title}</source>
<translation type="unfinished">Zu melden bis {moment}: {title}</translation>
</message>
<message>
<source>Has to be told: {title}</source>
<translation type="unfinished">Zu melden: {title}</translation>
</message>
<message>
<source>Impact cleared</source>
<translation type="unfinished">Wirkung gelöscht</translation>
</message>
<message>
<source>Impact: </source>
<translation type="unfinished">Wirkung: </translation>
</message>
<message>
<source>Investigation {letter} concludes, {percent} % sure</source>
<translation type="unfinished">Untersuchung {letter} schließt, {percent} % sicher</translation>
</message>
<message>
<source>Investigation {letter} opened, apart: {names}</source>
<translation type="unfinished">Untersuchung {letter} eröffnet, getrennt: {names}</translation>
</message>
<message>
<source>Investigation {letter}, answer to open question {at}</source>
<translation type="unfinished">Untersuchung {letter}, Antwort auf offene Frage {at}</translation>
</message>
<message>
<source>Investigation {letter}, contributing factor ({part})</source>
<translation type="unfinished">Untersuchung {letter}, beitragender Faktor ({part})</translation>
</message>
<message>
<source>Investigation {letter}, evidence {at}</source>
<translation type="unfinished">Untersuchung {letter}, Beleg {at}</translation>
</message>
<message>
<source>Investigation {letter}, hypothesis {at}</source>
<translation type="unfinished">Untersuchung {letter}, Hypothese {at}</translation>
</message>
<message>
<source>Investigation {letter}, note</source>
<translation type="unfinished">Untersuchung {letter}, Notiz</translation>
</message>
<message>
<source>Investigation {letter}, open question {at}</source>
<translation type="unfinished">Untersuchung {letter}, offene Frage {at}</translation>
</message>
<message>
<source>Investigation {letter}, why evidence {at} says so of hypothesis {about}</source>
<translation type="unfinished">Untersuchung {letter}, warum Beleg {at} das von Hypothese {about} sagt</translation>
</message>
<message>
<source>Investigations {letters} come to this, {percent} % sure</source>
<translation type="unfinished">Untersuchungen {letters} kommen zu diesem, {percent} % sicher</translation>
</message>
<message>
<source>Length</source>
<translation type="unfinished">Länge</translation>
</message>
<message>
<source>Lesson {number}</source>
<translation type="unfinished">Lehre {number}</translation>
</message>
<message>
<source>Lesson: {lesson}</source>
<translation type="unfinished">Lehre: {lesson}</translation>
</message>
<message>
<source>Maintenance {number} changed</source>
<translation type="unfinished">Wartung {number} geändert</translation>
</message>
<message>
<source>Maintenance {number} from {from} until {until}</source>
<translation type="unfinished">Wartung {number} von {from} bis {until}</translation>
</message>
<message>
<source>Maintenance {number} is now from {from}</source>
<translation type="unfinished">Wartung {number} ist jetzt ab {from}</translation>
</message>
<message>
<source>Maintenance {number} is now from {from} until {until}</source>
<translation type="unfinished">Wartung {number} ist jetzt von {from} bis {until}</translation>
</message>
<message>
<source>Maintenance {number} is now until {until}</source>
<translation type="unfinished">Wartung {number} ist jetzt bis {until}</translation>
</message>
<message>
<source>Maintenance {number} takes longer, until {until}</source>
<translation type="unfinished">Wartung {number} dauert länger, bis {until}</translation>
</message>
<message>
<source>May be answered to “{asked}”</source>
<translation type="unfinished">Darf auf „{asked}“ geantwortet werden</translation>
</message>
<message>
<source>Message {number} could not be sent: {channel}</source>
<translation type="unfinished">Mitteilung {number} konnte nicht gesendet werden: {channel}</translation>
</message>
<message>
<source>Message {number} goes out: {channel}</source>
<translation type="unfinished">Mitteilung {number} geht hinaus: {channel}</translation>
</message>
<message>
<source>Message {number} goes out: {channel}, to be approved afterwards</source>
<translation type="unfinished">Mitteilung {number} geht hinaus: {channel}, danach freizugeben</translation>
</message>
<message>
<source>Message {number} goes out: {channel}, witnessed by {name}, without the shared database</source>
<translation type="unfinished">Mitteilung {number} geht hinaus: {channel}, bezeugt von {name}, ohne die gemeinsame Datenbank</translation>
</message>
<message>
<source>Message {number} is being written</source>
<translation type="unfinished">Mitteilung {number} wird geschrieben</translation>
</message>
<message>
<source>Message {number} is held back and not sent: {channel}</source>
<translation type="unfinished">Mitteilung {number} wird zurückgehalten und nicht gesendet: {channel}</translation>
</message>
<message>
<source>Message {number} sent by hand: {channel}</source>
<translation type="unfinished">Mitteilung {number} von Hand gesendet: {channel}</translation>
</message>
<message>
<source>Message {number} sent: {channel}</source>
<translation type="unfinished">Mitteilung {number} gesendet: {channel}</translation>
</message>
<message>
<source>Message {told} stays as it is, though fact {number} is withdrawn</source>
<translation type="unfinished">Mitteilung {told} bleibt, wie sie ist, obwohl Tatsache {number} zurückgezogen ist</translation>
</message>
<message>
<source>Missed by the end: {clocks}</source>
<translation type="unfinished">Bis zum Ende verpasst: {clocks}</translation>
</message>
<message>
<source>Moved to the archive {archive}: {title}</source>
<translation type="unfinished">Ins Archiv {archive} verschoben: {title}</translation>
</message>
<message>
<source>Next update named</source>
<translation type="unfinished">Nächste Nachricht genannt</translation>
</message>
<message>
<source>No blame</source>
<translation type="unfinished">Keine Schuld</translation>
</message>
<message>
<source>No longer linked: {relation} {other}</source>
<translation type="unfinished">Nicht mehr verknüpft: {relation} {other}</translation>
</message>
<message>
<source>No longer put off</source>
<translation type="unfinished">Nicht mehr aufgeschoben</translation>
</message>
<message>
<source>No longer put off: {what}</source>
<translation type="unfinished">Nicht mehr aufgeschoben: {what}</translation>
</message>
<message>
<source>Not adopted of what {name} wrote: 1 entry</source>
<translation type="unfinished">Nicht übernommen von dem, was {name} schrieb: 1 Eintrag</translation>
</message>
<message>
<source>Not adopted of what {name} wrote: {count} entries</source>
<translation type="unfinished">Nicht übernommen von dem, was {name} schrieb: {count} Einträge</translation>
</message>
<message>
<source>Not to be told: {title}</source>
<translation type="unfinished">Nicht zu melden: {title}</translation>
</message>
<message>
<source>Nothing from inside</source>
<translation type="unfinished">Nichts von innen</translation>
</message>
<message>
<source>Objection to the decision of {decided}</source>
<translation type="unfinished">Einspruch gegen die Entscheidung von {decided}</translation>
</message>
<message>
<source>Promises no more than is known</source>
<translation type="unfinished">Sagt nicht mehr zu, als bekannt ist</translation>
</message>
<message>
<source>Put off until {until}</source>
<translation type="unfinished">Aufgeschoben bis {until}</translation>
</message>
<message>
<source>Put off until {until}: {what}</source>
<translation type="unfinished">Aufgeschoben bis {until}: {what}</translation>
</message>
<message>
<source>Question {number} to {name}</source>
<translation type="unfinished">Frage {number} an {name}</translation>
</message>
<message>
<source>Reading level</source>
<translation type="unfinished">Lesestufe</translation>
</message>
<message>
<source>Restricted: what is written from now on is for those who may know</source>
<translation type="unfinished">Eingeschränkt: was von nun an geschrieben wird, ist für die, die es wissen dürfen</translation>
</message>
<message>
<source>Says if it is us</source>
<translation type="unfinished">Sagt, ob wir es sind</translation>
</message>
<message>
<source>Says what is safe</source>
<translation type="unfinished">Sagt, was sicher ist</translation>
</message>
<message>
<source>Says what to do meanwhile</source>
<translation type="unfinished">Sagt, was inzwischen zu tun ist</translation>
</message>
<message>
<source>Secrets</source>
<translation type="unfinished">Geheimnisse</translation>
</message>
<message>
<source>Series kept since {from}: {title}, {value} {unit}</source>
<translation type="unfinished">Reihe aufgehoben seit {from}: {title}, {value} {unit}</translation>
</message>
<message>
<source>Series kept since {from}: {title}, {value} {unit}, usual {low} to {high}</source>
<translation type="unfinished">Reihe aufgehoben seit {from}: {title}, {value} {unit}, üblich {low} bis {high}</translation>
</message>
<message>
<source>Severity set to {severity}</source>
<translation type="unfinished">Schweregrad auf {severity} gesetzt</translation>
</message>
<message>
<source>Severity {was} → {severity}</source>
<translation type="unfinished">Schweregrad {was} → {severity}</translation>
</message>
<message>
<source>Severity {was} → {severity}, no reason given</source>
<translation type="unfinished">Schweregrad {was} → {severity}, kein Grund genannt</translation>
</message>
<message>
<source>Spelling</source>
<translation type="unfinished">Rechtschreibung</translation>
</message>
<message>
<source>Split off {other}</source>
<translation type="unfinished">{other} abtrennen</translation>
</message>
<message>
<source>Stood down, nothing was wrong</source>
<translation type="unfinished">Entwarnung, nichts war verkehrt</translation>
</message>
<message>
<source>Task {number} for {name}</source>
<translation type="unfinished">Aufgabe {number} für {name}</translation>
</message>
<message>
<source>Task {number} for {name}, {span}</source>
<translation type="unfinished">Aufgabe {number} für {name}, {span}</translation>
</message>
<message>
<source>Task {number} for {role}</source>
<translation type="unfinished">Aufgabe {number} für {role}</translation>
</message>
<message>
<source>Task {number} goes from {giver} to {name}</source>
<translation type="unfinished">Aufgabe {number} geht von {giver} an {name}</translation>
</message>
<message>
<source>Task {number} goes to {name}</source>
<translation type="unfinished">Aufgabe {number} geht an {name}</translation>
</message>
<message>
<source>Task {number} needs more time, until {until}</source>
<translation type="unfinished">Aufgabe {number} braucht mehr Zeit, bis {until}</translation>
</message>
<message>
<source>That stays as it was; have it tried again, or write the message anew.</source>
<translation type="unfinished">Das bleibt, wie es war; neu versuchen lassen oder die Mitteilung neu schreiben.</translation>
</message>
<message>
<source>The change of the plan of lesson {number} is in force: version {plan}</source>
<translation type="unfinished">Die Änderung des Plans von Lehre {number} ist in Kraft: Fassung {plan}</translation>
</message>
<message>
<source>The decision of {decided} no longer holds</source>
<translation type="unfinished">Die Entscheidung von {decided} gilt nicht mehr</translation>
</message>
<message>
<source>The decision of {decided} stands</source>
<translation type="unfinished">Die Entscheidung von {decided} gilt</translation>
</message>
<message>
<source>The plan says: not this</source>
<translation type="unfinished">Der Plan sagt: dies nicht</translation>
</message>
<message>
<source>The shift goes over to {name}</source>
<translation type="unfinished">Die Schicht geht an {name} über</translation>
</message>
<message>
<source>The words of this entry were erased</source>
<translation type="unfinished">Die Worte dieses Eintrags wurden gelöscht</translation>
</message>
<message>
<source>This incident is restricted, and you are not among those who may know.</source>
<translation type="unfinished">Dieser Vorfall ist eingeschränkt, und Sie sind nicht unter denen, die davon wissen dürfen.</translation>
</message>
<message>
<source>Time of return</source>
<translation type="unfinished">Zeit der Rückkehr</translation>
</message>
<message>
<source>Title set to “{title}”</source>
<translation type="unfinished">Titel auf „{title}“ gesetzt</translation>
</message>
<message>
<source>Told afterwards</source>
<translation type="unfinished">Danach gesagt</translation>
</message>
<message>
<source>Told to {recipient}: {title}</source>
<translation type="unfinished">{recipient} gemeldet: {title}</translation>
</message>
<message>
<source>Under way</source>
<translation type="unfinished">Läuft</translation>
</message>
<message>
<source>Version {version} of the plan filled what was blank: {count} places</source>
<translation type="unfinished">Fassung {version} des Plans füllte, was leer war: {count} Stellen</translation>
</message>
<message>
<source>What was said of a follow-up stands: say what is now, with /change-follow-up or /drop-follow-up.</source>
<translation type="unfinished">Was von einer Folgeaufgabe gesagt wurde, bleibt: sagen, was jetzt ist, mit /change-follow-up oder /drop-follow-up.</translation>
</message>
<message>
<source>What was said of a lesson stands: say what is now, with /change-lesson or /drop-lesson.</source>
<translation type="unfinished">Was von einer Lehre gesagt wurde, bleibt: sagen, was jetzt ist, mit /change-lesson oder /drop-lesson.</translation>
</message>
<message>
<source>What was said of maintenance stands: say what is now, with /change-maintenance or /cancel-maintenance.</source>
<translation type="unfinished">Was von der Wartung gesagt wurde, bleibt: sagen, was jetzt ist, mit /change-maintenance oder /cancel-maintenance.</translation>
</message>
<message>
<source>What went out cannot be taken back: write a message that corrects it.</source>
<translation type="unfinished">Was hinausging, lässt sich nicht zurücknehmen: eine Mitteilung schreiben, die es berichtigt.</translation>
</message>
<message>
<source>What {name} wrote was adopted</source>
<translation type="unfinished">Was {name} schrieb, wurde übernommen</translation>
</message>
<message>
<source>Written by a newer version of Incident Desk</source>
<translation type="unfinished">Von einer neueren Version von Incident Desk geschrieben</translation>
</message>
<message>
<source>as on the sheet</source>
<translation type="unfinished">wie auf dem Blatt</translation>
</message>
<message>
<source>because {why}</source>
<translation type="unfinished">weil {why}</translation>
</message>
<message>
<source>changed {count} times in {within} min; folded until it holds {holds} min</source>
<translation type="unfinished">{count}-mal gewechselt in {within} min; gefaltet, bis es {holds} min hält</translation>
</message>
<message>
<source>clear</source>
<translation type="unfinished">klar</translation>
</message>
<message>
<source>confirmed</source>
<translation type="unfinished">bestätigt</translation>
</message>
<message>
<source>dissent: {dissent}</source>
<translation type="unfinished">Widerspruch: {dissent}</translation>
</message>
<message>
<source>fact {holds} holds instead</source>
<translation type="unfinished">stattdessen gilt Tatsache {holds}</translation>
</message>
<message>
<source>file {file}</source>
<translation type="unfinished">Datei {file}</translation>
</message>
<message>
<source>from the line of {said}</source>
<translation type="unfinished">aus der Zeile von {said}</translation>
</message>
<message>
<source>instead of fact {replaced}</source>
<translation type="unfinished">statt Tatsache {replaced}</translation>
</message>
<message>
<source>instead of: {other}</source>
<translation type="unfinished">statt: {other}</translation>
</message>
<message>
<source>is this “{language}”?</source>
<translation type="unfinished">ist das „{language}“?</translation>
</message>
<message>
<source>look again {revisit}</source>
<translation type="unfinished">noch einmal ansehen {revisit}</translation>
</message>
<message>
<source>no</source>
<translation type="unfinished">nein</translation>
</message>
<message>
<source>no dictionary here for “{language}”</source>
<translation type="unfinished">kein Wörterbuch hier für „{language}“</translation>
</message>
<message>
<source>no incident is open</source>
<translation type="unfinished">kein Vorfall ist offen</translation>
</message>
<message>
<source>none named</source>
<translation type="unfinished">keine genannt</translation>
</message>
<message>
<source>not confirmed</source>
<translation type="unfinished">nicht bestätigt</translation>
</message>
<message>
<source>one account, and no incident is open</source>
<translation type="unfinished">eine Aussage, und kein Vorfall ist offen</translation>
</message>
<message>
<source>only believed: “{fact}”</source>
<translation type="unfinished">nur geglaubt: „{fact}“</translation>
</message>
<message>
<source>reach: {reach}</source>
<translation type="unfinished">Erreichbar: {reach}</translation>
</message>
<message>
<source>read in {read} s · spoken {spoken} s</source>
<translation type="unfinished">gelesen in {read} s · gesprochen {spoken} s</translation>
</message>
<message>
<source>reference {reference}</source>
<translation type="unfinished">Kennzeichen {reference}</translation>
</message>
<message>
<source>says nothing; expected every {every}</source>
<translation type="unfinished">sagt nichts; erwartet alle {every}</translation>
</message>
<message>
<source>spoken {used} of {limit} s</source>
<translation type="unfinished">gesprochen {used} von {limit} s</translation>
</message>
<message>
<source>spoken {used} s, no limit here</source>
<translation type="unfinished">gesprochen {used} s, hier keine Grenze</translation>
</message>
<message>
<source>strong objections were asked for</source>
<translation type="unfinished">nach starken Einsprüchen wurde gefragt</translation>
</message>
<message>
<source>the name of a person</source>
<translation type="unfinished">der Name einer Person</translation>
</message>
<message>
<source>too long to be looked into</source>
<translation type="unfinished">zu lang, um geprüft zu werden</translation>
</message>
<message>
<source>waits until {moment}</source>
<translation type="unfinished">wartet bis {moment}</translation>
</message>
<message>
<source>withdrawn: “{fact}”</source>
<translation type="unfinished">zurückgezogen: „{fact}“</translation>
</message>
<message>
<source>yes</source>
<translation type="unfinished">ja</translation>
</message>
<message>
<source>{audience} told</source>
<translation type="unfinished">{audience} informiert</translation>
</message>
<message>
<source>{audience} told; next update by {moment}</source>
<translation type="unfinished">{audience} informiert; nächste Nachricht bis {moment}</translation>
</message>
<message>
<source>{channel} to {name}: given up</source>
<translation type="unfinished">{channel} an {name}: aufgegeben</translation>
</message>
<message>
<source>{channel} to {name}: it could not be sent</source>
<translation type="unfinished">{channel} an {name}: konnte nicht gesendet werden</translation>
</message>
<message>
<source>{channel} to {name}: no answer</source>
<translation type="unfinished">{channel} an {name}: keine Antwort</translation>
</message>
<message>
<source>{channel} to {name}: sent</source>
<translation type="unfinished">{channel} an {name}: gesendet</translation>
</message>
<message>
<source>{clock}: done</source>
<translation type="unfinished">{clock}: erledigt</translation>
</message>
<message>
<source>{clock}: done, {late} late</source>
<translation type="unfinished">{clock}: erledigt, {late} zu spät</translation>
</message>
<message>
<source>{clock}: done, {late} late; missed {missed}× before</source>
<translation type="unfinished">{clock}: erledigt, {late} zu spät; davor {missed}× verpasst</translation>
</message>
<message>
<source>{clock}: done; missed {missed}× before</source>
<translation type="unfinished">{clock}: erledigt; davor {missed}× verpasst</translation>
</message>
<message>
<source>{clock}: put off until {until}</source>
<translation type="unfinished">{clock}: aufgeschoben bis {until}</translation>
</message>
<message>
<source>{count} alerts of {kinds} kinds, folded to one line</source>
<translation type="unfinished">{count} Alarme von {kinds} Arten, in eine Zeile gefaltet</translation>
</message>
<message>
<source>{count} alerts, folded to one line</source>
<translation type="unfinished">{count} Alarme, in eine Zeile gefaltet</translation>
</message>
<message>
<source>{count} characters</source>
<translation type="unfinished">{count} Zeichen</translation>
</message>
<message>
<source>{count} characters need UCS-2: “{shown}”</source>
<translation type="unfinished">{count} Zeichen brauchen UCS-2: „{shown}“</translation>
</message>
<message>
<source>{count} segments ({each} each)</source>
<translation type="unfinished">{count} Segmente (je {each})</translation>
</message>
<message>
<source>{giver} offers {role} to {name}</source>
<translation type="unfinished">{giver} bietet {name} {role} an</translation>
</message>
<message>
<source>{minutes} min late</source>
<translation type="unfinished">{minutes} min zu spät</translation>
</message>
<message>
<source>{name}</source>
<translation type="unfinished">{name}</translation>
</message>
<message>
<source>{name} acknowledged task {number}</source>
<translation type="unfinished">{name} hat Aufgabe {number} bestätigt</translation>
</message>
<message>
<source>{name} acknowledged {role}</source>
<translation type="unfinished">{name} hat {role} bestätigt</translation>
</message>
<message>
<source>{name} agrees with the conclusion</source>
<translation type="unfinished">{name} stimmt dem Schluss zu</translation>
</message>
<message>
<source>{name} answers</source>
<translation type="unfinished">{name} antwortet</translation>
</message>
<message>
<source>{name} answers enquiry {number}</source>
<translation type="unfinished">{name} beantwortet Anfrage {number}</translation>
</message>
<message>
<source>{name} declines {role}</source>
<translation type="unfinished">{name} lehnt {role} ab</translation>
</message>
<message>
<source>{name} declines, {how}: {about}</source>
<translation type="unfinished">{name} lehnt ab, {how}: {about}</translation>
</message>
<message>
<source>{name} dissents from the conclusion</source>
<translation type="unfinished">{name} widerspricht dem Schluss</translation>
</message>
<message>
<source>{name} does not answer: {about}</source>
<translation type="unfinished">{name} antwortet nicht: {about}</translation>
</message>
<message>
<source>{name} is called once more: {channel}, for {about}; it may arrive twice</source>
<translation type="unfinished">{name} wird noch einmal gerufen: {channel}, für {about}; es kann zweimal ankommen</translation>
</message>
<message>
<source>{name} is called: {channel}, for {about}</source>
<translation type="unfinished">{name} wird gerufen: {channel}, für {about}</translation>
</message>
<message>
<source>{name} is coming, {how}: {about}</source>
<translation type="unfinished">{name} kommt, {how}: {about}</translation>
</message>
<message>
<source>{name} is done, {how}: {about}</source>
<translation type="unfinished">{name} ist fertig, {how}: {about}</translation>
</message>
<message>
<source>{name} is to be called: {channel}, for {about}</source>
<translation type="unfinished">{name} ist zu rufen: {channel}, für {about}</translation>
</message>
<message>
<source>{name} joins investigation {letter}</source>
<translation type="unfinished">{name} kommt zu Untersuchung {letter}</translation>
</message>
<message>
<source>{name} keeps {role} after all</source>
<translation type="unfinished">{name} behält {role} doch</translation>
</message>
<message>
<source>{name} manages this incident, too</source>
<translation type="unfinished">{name} leitet diesen Vorfall ebenfalls</translation>
</message>
<message>
<source>{name} may know nothing more of this</source>
<translation type="unfinished">{name} darf nichts mehr hiervon wissen</translation>
</message>
<message>
<source>{name} may know of this</source>
<translation type="unfinished">{name} darf hiervon wissen</translation>
</message>
<message>
<source>{name} may read what this investigation says</source>
<translation type="unfinished">{name} darf lesen, was diese Untersuchung sagt</translation>
</message>
<message>
<source>{name} released from {role}</source>
<translation type="unfinished">{name} von {role} entbunden</translation>
</message>
<message>
<source>{name} takes task {number}</source>
<translation type="unfinished">{name} nimmt Aufgabe {number}</translation>
</message>
<message>
<source>{name} takes task {number}, {span}</source>
<translation type="unfinished">{name} nimmt Aufgabe {number}, {span}</translation>
</message>
<message>
<source>{name} takes {role}</source>
<translation type="unfinished">{name} nimmt {role}</translation>
</message>
<message>
<source>{name} takes {role} over from {giver}</source>
<translation type="unfinished">{name} übernimmt {role} von {giver}</translation>
</message>
<message>
<source>{name} was shut out of this by two administrators</source>
<translation type="unfinished">{name} wurde hiervon durch zwei Verwaltungen ausgeschlossen</translation>
</message>
<message>
<source>{name}, {role}, works in {other} as well, and that is fine</source>
<translation type="unfinished">{name}, {role}, arbeitet auch in {other}, und das ist in Ordnung</translation>
</message>
<message>
<source>{one} against {other}: </source>
<translation type="unfinished">{one} gegen {other}: </translation>
</message>
<message>
<source>{one} and {other} contradict each other again</source>
<translation type="unfinished">{one} und {other} widersprechen einander wieder</translation>
</message>
<message>
<source>{over} over {limit}</source>
<translation type="unfinished">{over} über {limit}</translation>
</message>
<message>
<source>{over} s over {limit} s</source>
<translation type="unfinished">{over} s über {limit} s</translation>
</message>
<message>
<source>{place} taken away</source>
<translation type="unfinished">{place} weggenommen</translation>
</message>
<message>
<source>{place}: {where}</source>
<translation type="unfinished">{place}: {where}</translation>
</message>
<message>
<source>{region} has received the last word</source>
<translation type="unfinished">{region} hat das letzte Wort empfangen</translation>
</message>
<message>
<source>{relation} {other}</source>
<translation type="unfinished">{relation} {other}</translation>
</message>
<message>
<source>{right} holds</source>
<translation type="unfinished">{right} gilt</translation>
</message>
<message>
<source>{role} added</source>
<translation type="unfinished">{role} hinzugefügt</translation>
</message>
<message>
<source>{role} assigned to {name}</source>
<translation type="unfinished">{role} {name} zugewiesen</translation>
</message>
<message>
<source>{role} handed over from {giver} to {name}</source>
<translation type="unfinished">{role} von {giver} an {name} übergeben</translation>
</message>
<message>
<source>{role} is no longer needed</source>
<translation type="unfinished">{role} wird nicht mehr gebraucht</translation>
</message>
<message>
<source>{role}: done: {step}</source>
<translation type="unfinished">{role}: erledigt: {step}</translation>
</message>
<message>
<source>{role}: not done after all: {step}</source>
<translation type="unfinished">{role}: doch nicht erledigt: {step}</translation>
</message>
<message>
<source>{state}</source>
<translation type="unfinished">{state}</translation>
</message>
<message>
<source>{time}</source>
<translation type="unfinished">{time}</translation>
</message>
<message>
<source>{used} characters, no limit here</source>
<translation type="unfinished">{used} Zeichen, hier keine Grenze</translation>
</message>
<message>
<source>{used} of {limit}</source>
<translation type="unfinished">{used} von {limit}</translation>
</message>
<message>
<source>{was} → {state}</source>
<translation type="unfinished">{was} → {state}</translation>
</message>
<message>
<source>{what}: take it out, and have it changed</source>
<translation type="unfinished">{what}: herausnehmen und ändern lassen</translation>
</message>
<message>
<source>{why}</source>
<translation type="unfinished">{why}</translation>
</message>
<message>
<source>“{word}”?</source>
<translation type="unfinished">„{word}“?</translation>
</message>
</context>
<context>
<name>states</name>
<message>
<source>Declared</source>
<translation type="unfinished">Ausgerufen</translation>
</message>
<message>
<source>Detected</source>
<translation type="unfinished">Entdeckt</translation>
</message>
<message>
<source>False alarm</source>
<translation type="unfinished">Fehlalarm</translation>
</message>
<message>
<source>Investigating</source>
<translation type="unfinished">In Untersuchung</translation>
</message>
<message>
<source>Merged</source>
<translation type="unfinished">Überführt</translation>
</message>
<message>
<source>Mitigating</source>
<translation type="unfinished">In Milderung</translation>
</message>
<message>
<source>Monitoring</source>
<translation type="unfinished">In Beobachtung</translation>
</message>
<message>
<source>No severity yet</source>
<translation type="unfinished">Noch kein Schweregrad</translation>
</message>
<message>
<source>Resolved</source>
<translation type="unfinished">Behoben</translation>
</message>
<message>
<source>Reviewed</source>
<translation type="unfinished">Nachgeschaut</translation>
</message>
<message>
<source>SEV {number}</source>
<translation type="unfinished">SEV {number}</translation>
</message>
</context>
</TS>
