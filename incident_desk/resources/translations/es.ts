<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
<name>AddRole</name>
<message>
<source>A role the plan does not know…</source>
<translation type="unfinished">Un rol que el plan no conoce…</translation>
</message>
<message>
<source>Add</source>
<translation type="unfinished">Añadir</translation>
</message>
<message>
<source>Add a role from the plan</source>
<translation type="unfinished">Añadir un rol del plan</translation>
</message>
<message>
<source>One more: {role}</source>
<translation type="unfinished">Uno más: {role}</translation>
</message>
<message>
<source>What is the role called?</source>
<translation type="unfinished">¿Cómo se llama el rol?</translation>
</message>
</context>
<context>
<name>AdoptLogDialog</name>
<message>
<source>Adopt</source>
<translation type="unfinished">Adoptar</translation>
</message>
<message>
<source>Adopt 1 line</source>
<translation type="unfinished">Adoptar 1 línea</translation>
</message>
<message>
<source>Adopt lines of the duty log</source>
<translation type="unfinished">Adoptar líneas del libro de guardia</translation>
</message>
<message>
<source>Adopt {count} lines</source>
<translation type="unfinished">Adoptar {count} líneas</translation>
</message>
<message>
<source>Before</source>
<translation type="unfinished">Antes</translation>
</message>
<message>
<source>They keep their times and authors, and come back by one key</source>
<translation type="unfinished">Conservan sus horas y autores, y vuelven con una tecla</translation>
</message>
<message>
<source>This shift</source>
<translation type="unfinished">Este turno</translation>
</message>
</context>
<context>
<name>AdoptionDialog</name>
<message>
<source>Adopt</source>
<translation type="unfinished">Adoptar</translation>
</message>
<message>
<source>Decline</source>
<translation type="unfinished">Rechazar</translation>
</message>
<message>
<source>It stands as it was written, under its author's name and yours</source>
<translation type="unfinished">Está como se escribió, con el nombre de su autor y el suyo</translation>
</message>
<message>
<source>Waits to be adopted</source>
<translation type="unfinished">Espera adopción</translation>
</message>
<message>
<source>Why it is declined</source>
<translation type="unfinished">Por qué se rechaza</translation>
</message>
<message>
<source>With the reason, which stays on the record</source>
<translation type="unfinished">Con el motivo, que queda en el registro</translation>
</message>
<message>
<source>Written by {names}, who may not write here</source>
<translation type="unfinished">Escrito por {names}, que no pueden escribir aquí</translation>
</message>
<message>
<source>why, if it is declined; the reason stays on the record</source>
<translation type="unfinished">por qué, si se rechaza; el motivo queda en el registro</translation>
</message>
<message>
<source>{shown} of {count}</source>
<translation type="unfinished">{shown} de {count}</translation>
</message>
</context>
<context>
<name>AdoptionPanel</name>
<message>
<source>Look</source>
<translation type="unfinished">Aspecto</translation>
</message>
<message>
<source>Look at what waits to be adopted</source>
<translation type="unfinished">Mirar lo que espera adopción</translation>
</message>
<message>
<source>Waits to be adopted</source>
<translation type="unfinished">Espera adopción</translation>
</message>
<message>
<source>{name}, brought by {maker}</source>
<translation type="unfinished">{name}, traído por {maker}</translation>
</message>
</context>
<context>
<name>AgendaActs</name>
<message>
<source>Answer…</source>
<translation type="unfinished">Responder…</translation>
</message>
<message>
<source>Done…</source>
<translation type="unfinished">Hecho…</translation>
</message>
<message>
<source>Enter</source>
<translation type="unfinished">Enter</translation>
</message>
<message>
<source>Go there</source>
<translation type="unfinished">Ir allí</translation>
</message>
<message>
<source>Hand on…</source>
<translation type="unfinished">Pasar…</translation>
</message>
<message>
<source>I have it</source>
<translation type="unfinished">Lo tengo</translation>
</message>
<message>
<source>They have it</source>
<translation type="unfinished">Lo tienen</translation>
</message>
</context>
<context>
<name>AgendaFilters</name>
<message>
<source>All</source>
<translation type="unfinished">Todos</translation>
</message>
<message>
<source>All open incidents</source>
<translation type="unfinished">Todos los incidentes abiertos</translation>
</message>
<message>
<source>Everybody</source>
<translation type="unfinished">Todos</translation>
</message>
<message>
<source>Mine</source>
<translation type="unfinished">Míos</translation>
</message>
<message>
<source>More kinds</source>
<translation type="unfinished">Más tipos</translation>
</message>
<message>
<source>Of which incident</source>
<translation type="unfinished">De qué incidente</translation>
</message>
<message>
<source>Whose</source>
<translation type="unfinished">De quién</translation>
</message>
</context>
<context>
<name>AgendaModel</name>
<message>
<source>Due</source>
<translation type="unfinished">Vence</translation>
</message>
<message>
<source>Incident</source>
<translation type="unfinished">Incidente</translation>
</message>
<message>
<source>What</source>
<translation type="unfinished">Qué</translation>
</message>
<message>
<source>Who</source>
<translation type="unfinished">Quién</translation>
</message>
</context>
<context>
<name>AgendaRoom</name>
<message>
<source>Nothing of that is due</source>
<translation type="unfinished">Nada de eso vence</translation>
</message>
<message>
<source>Tasks and promises of all incidents</source>
<translation type="unfinished">Tareas y promesas de todos los incidentes</translation>
</message>
<message>
<source>What is due in all open incidents</source>
<translation type="unfinished">Qué vence en todos los incidentes abiertos</translation>
</message>
<message>
<source>What is given, asked or promised in any open incident comes up here by itself.</source>
<translation type="unfinished">Lo que se da, pide o promete en cualquier incidente abierto aparece aquí por sí solo.</translation>
</message>
<message>
<source>{count} due</source>
<translation type="unfinished">{count} vencen</translation>
</message>
<message>
<source>{count} late</source>
<translation type="unfinished">{count} tarde</translation>
</message>
</context>
<context>
<name>AgendaWords</name>
<message>
<source> or </source>
<translation type="unfinished"> o </translation>
</message>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>Approvals</source>
<translation type="unfinished">Aprobaciones</translation>
</message>
<message>
<source>Approve {number}</source>
<translation type="unfinished">Aprobar {number}</translation>
</message>
<message>
<source>Clock</source>
<translation type="unfinished">Reloj</translation>
</message>
<message>
<source>Clocks</source>
<translation type="unfinished">Relojes</translation>
</message>
<message>
<source>Course {number}</source>
<translation type="unfinished">Medida {number}</translation>
</message>
<message>
<source>Courses</source>
<translation type="unfinished">Medidas</translation>
</message>
<message>
<source>Decisions</source>
<translation type="unfinished">Decisiones</translation>
</message>
<message>
<source>Enquiry {number}</source>
<translation type="unfinished">Consulta {number}</translation>
</message>
<message>
<source>Look again</source>
<translation type="unfinished">Mirar otra vez</translation>
</message>
<message>
<source>Promise</source>
<translation type="unfinished">Promesa</translation>
</message>
<message>
<source>Promises</source>
<translation type="unfinished">Promesas</translation>
</message>
<message>
<source>Question {number}</source>
<translation type="unfinished">Pregunta {number}</translation>
</message>
<message>
<source>Questions</source>
<translation type="unfinished">Preguntas</translation>
</message>
<message>
<source>Task {number}</source>
<translation type="unfinished">Tarea {number}</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">Tareas</translation>
</message>
<message>
<source>The next word to {audience}</source>
<translation type="unfinished">La próxima palabra a {audience}</translation>
</message>
<message>
<source>Told by law</source>
<translation type="unfinished">Notificado por ley</translation>
</message>
<message>
<source>Who else asks</source>
<translation type="unfinished">Quién más pregunta</translation>
</message>
<message>
<source>acknowledged</source>
<translation type="unfinished">confirmado</translation>
</message>
<message>
<source>done?</source>
<translation type="unfinished">¿hecho?</translation>
</message>
<message>
<source>missed {count}×</source>
<translation type="unfinished">faltado {count}×</translation>
</message>
<message>
<source>no time</source>
<translation type="unfinished">sin tiempo</translation>
</message>
<message>
<source>nobody yet</source>
<translation type="unfinished">aún nadie</translation>
</message>
<message>
<source>nobody: {role}</source>
<translation type="unfinished">nadie: {role}</translation>
</message>
<message>
<source>not answered</source>
<translation type="unfinished">sin responder</translation>
</message>
<message>
<source>not seen</source>
<translation type="unfinished">sin ver</translation>
</message>
<message>
<source>sent before it</source>
<translation type="unfinished">enviado antes</translation>
</message>
<message>
<source>soon</source>
<translation type="unfinished">pronto</translation>
</message>
<message>
<source>stuck</source>
<translation type="unfinished">atascada</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">{span} tarde</translation>
</message>
</context>
<context>
<name>AlertActs</name>
<message>
<source>Its source gives no link.</source>
<translation type="unfinished">Su fuente no da enlace.</translation>
</message>
<message>
<source>Its token holds no more from now on, at every desk. To let it in again, it needs another one.</source>
<translation type="unfinished">Su token ya no vale desde ahora, en ningún puesto. Para admitirlo otra vez necesita otro.</translation>
</message>
<message>
<source>Leave it</source>
<translation type="unfinished">Dejarlo</translation>
</message>
<message>
<source>Let it send no more</source>
<translation type="unfinished">Que no envíe más</translation>
</message>
<message>
<source>Let {name} send no more alerts?</source>
<translation type="unfinished">¿Que {name} no envíe más alertas?</translation>
</message>
<message>
<source>No incident is open that it could belong to: declare one.</source>
<translation type="unfinished">No hay ningún incidente abierto al que pudiera pertenecer: declare uno.</translation>
</message>
<message>
<source>That is no alert of a monitor: declare an incident of it, or look at its source.</source>
<translation type="unfinished">No es una alerta de un monitor: declare un incidente de ella o mire en su fuente.</translation>
</message>
<message>
<source>What it told stays on the record; what is open of it is over.</source>
<translation type="unfinished">Lo que contó queda en el registro; lo que siga abierto termina.</translation>
</message>
</context>
<context>
<name>AlertBars</name>
<message>
<source>Alerts</source>
<translation type="unfinished">Alertas</translation>
</message>
<message>
<source>Declare as one…</source>
<translation type="unfinished">Declarar como uno…</translation>
</message>
<message>
<source>Declare one incident of all of these, filled in (Alt+D)</source>
<translation type="unfinished">Declarar un incidente de todos estos, rellenado (Alt+D)</translation>
</message>
<message>
<source>Ended {count}</source>
<translation type="unfinished">{count} terminadas</translation>
</message>
<message>
<source>Held {count}</source>
<translation type="unfinished">{count} retenidos</translation>
</message>
<message>
<source>Mine {count}</source>
<translation type="unfinished">{count} míos</translation>
</message>
<message>
<source>Nobody's {count}</source>
<translation type="unfinished">{count} de nadie</translation>
</message>
<message>
<source>Notices {count}</source>
<translation type="unfinished">{count} notas</translation>
</message>
<message>
<source>One story? {names}: {count} began within {minutes} min</source>
<translation type="unfinished">¿Una misma historia? {names}: {count} empezaron en {minutes} min</translation>
</message>
<message>
<source>Open {count}</source>
<translation type="unfinished">Abrir {count}</translation>
</message>
<message>
<source>Show</source>
<translation type="unfinished">Mostrar</translation>
</message>
<message>
<source>{count} began today</source>
<translation type="unfinished">{count} empezaron hoy</translation>
</message>
</context>
<context>
<name>AlertCalled</name>
<message>
<source>Who is called</source>
<translation type="unfinished">A quién se llama</translation>
</message>
<message>
<source>from the plan</source>
<translation type="unfinished">del plan</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">nadie</translation>
</message>
<message>
<source>until {clock}</source>
<translation type="unfinished">hasta {clock}</translation>
</message>
</context>
<context>
<name>AlertIntakeSettings</name>
<message>
<source>A demo, or a record that is only read, takes none</source>
<translation type="unfinished">Una demo, o un registro que solo se lee, no recibe ninguna</translation>
</message>
<message>
<source>A folder for what monitors leave</source>
<translation type="unfinished">Una carpeta para lo que dejan los monitores</translation>
</message>
<message>
<source>A folder, with one in it for each source</source>
<translation type="unfinished">Una carpeta, con otra dentro para cada fuente</translation>
</message>
<message>
<source>Alerts</source>
<translation type="unfinished">Alertas</translation>
</message>
<message>
<source>Being opened</source>
<translation type="unfinished">Abriéndose</translation>
</message>
<message>
<source>Choose…</source>
<translation type="unfinished">Elegir…</translation>
</message>
<message>
<source>From files in</source>
<translation type="unfinished">De archivos en</translation>
</message>
<message>
<source>Its certificate and chain, PEM</source>
<translation type="unfinished">Su certificado y cadena, PEM</translation>
</message>
<message>
<source>Its key, PEM without a password</source>
<translation type="unfinished">Su clave, PEM sin contraseña</translation>
</message>
<message>
<source>Let monitors in</source>
<translation type="unfinished">Admitir monitores</translation>
</message>
<message>
<source>Monitors that were let in may tell this desk while its window is open: Prometheus, Alertmanager, Grafana, PagerDuty events and others over HTTP, and whatever lies in a folder. “incident-desk serve” does the same without a window, and takes e-mail, too.</source>
<translation type="unfinished">Los monitores admitidos pueden avisar a este puesto mientras su ventana está abierta: Prometheus, Alertmanager, Grafana, eventos de PagerDuty y otros por HTTP, y lo que haya en una carpeta. «incident-desk serve» hace lo mismo sin ventana, y también recibe correo.</translation>
</message>
<message>
<source>Not taken at this desk</source>
<translation type="unfinished">No se reciben en este puesto</translation>
</message>
<message>
<source>Over HTTP at</source>
<translation type="unfinished">Por HTTP en</translation>
</message>
<message>
<source>Say where to answer, or in which folder files are left.</source>
<translation type="unfinished">Diga dónde responder, o en qué carpeta se dejan archivos.</translation>
</message>
<message>
<source>Take alerts here</source>
<translation type="unfinished">Recibir alertas aquí</translation>
</message>
<message>
<source>Take none here</source>
<translation type="unfinished">No recibir ninguna aquí</translation>
</message>
<message>
<source>Taken at {address}</source>
<translation type="unfinished">Se reciben en {address}</translation>
</message>
<message>
<source>Taken at {address}; without a certificate everybody on the way can read the tokens</source>
<translation type="unfinished">Se reciben en {address}; sin certificado cualquiera en el camino puede leer los tokens</translation>
</message>
<message>
<source>Where to answer, like {at}</source>
<translation type="unfinished">Dónde responder, como {at}</translation>
</message>
<message>
<source>With TLS</source>
<translation type="unfinished">Con TLS</translation>
</message>
</context>
<context>
<name>AlertModel</name>
<message>
<source>Alert</source>
<translation type="unfinished">Alerta</translation>
</message>
<message>
<source>Count</source>
<translation type="unfinished">Número</translation>
</message>
<message>
<source>Last 2 h</source>
<translation type="unfinished">Últimas 2 h</translation>
</message>
<message>
<source>Owner</source>
<translation type="unfinished">Responsable</translation>
</message>
<message>
<source>Service</source>
<translation type="unfinished">Servicio</translation>
</message>
<message>
<source>Since</source>
<translation type="unfinished">Desde</translation>
</message>
<message>
<source>State</source>
<translation type="unfinished">Estado</translation>
</message>
</context>
<context>
<name>AlertPictures</name>
<message>
<source>ours</source>
<translation type="unfinished">nuestro</translation>
</message>
<message>
<source>ours {time}</source>
<translation type="unfinished">nuestro {time}</translation>
</message>
<message>
<source>rule {time}</source>
<translation type="unfinished">regla {time}</translation>
</message>
</context>
<context>
<name>AlertSheet</name>
<message>
<source>At its source</source>
<translation type="unfinished">En su fuente</translation>
</message>
<message>
<source>Began</source>
<translation type="unfinished">Empezó</translation>
</message>
<message>
<source>Belongs to</source>
<translation type="unfinished">Pertenece a</translation>
</message>
<message>
<source>Declare {severity}…</source>
<translation type="unfinished">Declarar {severity}…</translation>
</message>
<message>
<source>Declares</source>
<translation type="unfinished">Declara</translation>
</message>
<message>
<source>Declare…</source>
<translation type="unfinished">Declarar…</translation>
</message>
<message>
<source>Give back</source>
<translation type="unfinished">Devolver</translation>
</message>
<message>
<source>It is over</source>
<translation type="unfinished">Ha terminado</translation>
</message>
<message>
<source>Labels</source>
<translation type="unfinished">Etiquetas</translation>
</message>
<message>
<source>Link</source>
<translation type="unfinished">Enlazar</translation>
</message>
<message>
<source>Looks after it</source>
<translation type="unfinished">Se ocupa</translation>
</message>
<message>
<source>No alert is chosen</source>
<translation type="unfinished">No hay ninguna alerta elegida</translation>
</message>
<message>
<source>Owner</source>
<translation type="unfinished">Responsable</translation>
</message>
<message>
<source>Runbook</source>
<translation type="unfinished">Procedimiento</translation>
</message>
<message>
<source>Seen</source>
<translation type="unfinished">Visto</translation>
</message>
<message>
<source>Services</source>
<translation type="unfinished">Servicios</translation>
</message>
<message>
<source>Severity</source>
<translation type="unfinished">Gravedad</translation>
</message>
<message>
<source>Silence…</source>
<translation type="unfinished">Silenciar…</translation>
</message>
<message>
<source>Since, last</source>
<translation type="unfinished">Desde, último</translation>
</message>
<message>
<source>Source</source>
<translation type="unfinished">Fuente</translation>
</message>
<message>
<source>Take it</source>
<translation type="unfinished">Tomarlo</translation>
</message>
<message>
<source>Take the link back</source>
<translation type="unfinished">Retirar el enlace</translation>
</message>
<message>
<source>The incident that it belongs to</source>
<translation type="unfinished">El incidente al que pertenece</translation>
</message>
<message>
<source>What monitors tell comes up here by itself.</source>
<translation type="unfinished">Lo que cuentan los monitores aparece aquí por sí solo.</translation>
</message>
<message>
<source>What to do</source>
<translation type="unfinished">Qué hacer</translation>
</message>
<message>
<source>Where</source>
<translation type="unfinished">Dónde</translation>
</message>
<message>
<source>once</source>
<translation type="unfinished">una vez</translation>
</message>
<message>
<source>suggested: {incident}, {because}</source>
<translation type="unfinished">sugerido: {incident}, {because}</translation>
</message>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} más</translation>
</message>
<message>
<source>{count} times</source>
<translation type="unfinished">{count} veces</translation>
</message>
<message>
<source>{severity}, says the plan</source>
<translation type="unfinished">{severity}, dice el plan</translation>
</message>
<message>
<source>{since}, {last} ago · {times}</source>
<translation type="unfinished">{since}, última hace {last} · {times}</translation>
</message>
</context>
<context>
<name>AlertSourceDialog</name>
<message>
<source>Copy</source>
<translation type="unfinished">Copiar</translation>
</message>
<message>
<source>Heard</source>
<translation type="unfinished">Oído</translation>
</message>
<message>
<source>How often it says something at least, like 5m or 24h</source>
<translation type="unfinished">Cada cuánto dice algo como mínimo, como 5m o 24h</translation>
</message>
<message>
<source>It sends as</source>
<translation type="unfinished">Envía como</translation>
</message>
<message>
<source>It should speak every</source>
<translation type="unfinished">Debería hablar cada</translation>
</message>
<message>
<source>Let a monitor send alerts</source>
<translation type="unfinished">Dejar que un monitor envíe alertas</translation>
</message>
<message>
<source>Let it in</source>
<translation type="unfinished">Admitirlo</translation>
</message>
<message>
<source>Name</source>
<translation type="unfinished">Nombre</translation>
</message>
<message>
<source>Nothing yet; it is said here once it speaks</source>
<translation type="unfinished">Aún nada; se dice aquí cuando hable</translation>
</message>
<message>
<source>Only a hash of its token is kept, and on every desk</source>
<translation type="unfinished">Solo se guarda un resumen de su token, y en todos los puestos</translation>
</message>
<message>
<source>Read by</source>
<translation type="unfinished">Leído por</translation>
</message>
<message>
<source>The plan has no alert_mappings yet: say there how its JSON is read.</source>
<translation type="unfinished">El plan aún no tiene alert_mappings: diga allí cómo se lee su JSON.</translation>
</message>
<message>
<source>The shape in which it sends</source>
<translation type="unfinished">La forma en que envía</translation>
</message>
<message>
<source>The token is told this once.</source>
<translation type="unfinished">El token se dice esta única vez.</translation>
</message>
<message>
<source>This desk itself takes no alerts: turn that on in Settings, Alerts, or run “incident-desk serve”.</source>
<translation type="unfinished">Este puesto no recibe alertas: actívelo en Ajustes, Alertas, o ejecute «incident-desk serve».</translation>
</message>
<message>
<source>What it is called here, like Prometheus eu-1</source>
<translation type="unfinished">Cómo se llama aquí, como Prometheus eu-1</translation>
</message>
<message>
<source>What of the plan reads its JSON</source>
<translation type="unfinished">Qué del plan lee su JSON</translation>
</message>
<message>
<source>What to put into the settings of the monitor</source>
<translation type="unfinished">Qué poner en los ajustes del monitor</translation>
</message>
<message>
<source>{name} may send now; put this into it</source>
<translation type="unfinished">{name} ya puede enviar; ponga esto en él</translation>
</message>
</context>
<context>
<name>AlertSources</name>
<message>
<source>End the silence for {what}</source>
<translation type="unfinished">Terminar el silencio de {what}</translation>
</message>
<message>
<source>End this silence now</source>
<translation type="unfinished">Terminar este silencio ahora</translation>
</message>
<message>
<source>Let a monitor send alerts</source>
<translation type="unfinished">Dejar que un monitor envíe alertas</translation>
</message>
<message>
<source>Let it send no more alerts…</source>
<translation type="unfinished">Que no envíe más alertas…</translation>
</message>
<message>
<source>Let {name} send no more alerts</source>
<translation type="unfinished">Que {name} no envíe más alertas</translation>
</message>
<message>
<source>No monitor sends alerts yet: let one in, and put what it is told into its settings.</source>
<translation type="unfinished">Aún ningún monitor envía alertas: admita uno y ponga en sus ajustes lo que se dice.</translation>
</message>
<message>
<source>Nothing is silenced.</source>
<translation type="unfinished">No hay nada silenciado.</translation>
</message>
<message>
<source>Silences</source>
<translation type="unfinished">Silencios</translation>
</message>
<message>
<source>Silence…</source>
<translation type="unfinished">Silenciar…</translation>
</message>
<message>
<source>Source…</source>
<translation type="unfinished">Fuente…</translation>
</message>
<message>
<source>Where alerts come from</source>
<translation type="unfinished">De dónde vienen las alertas</translation>
</message>
<message>
<source>{count} turned away</source>
<translation type="unfinished">{count} rechazados</translation>
</message>
</context>
<context>
<name>AlertWords</name>
<message>
<source>1 alert</source>
<translation type="unfinished">1 alerta</translation>
</message>
<message>
<source>1 alert is nobody's</source>
<translation type="unfinished">1 alerta no es de nadie</translation>
</message>
<message>
<source>Alertmanager, webhook</source>
<translation type="unfinished">Alertmanager, webhook</translation>
</message>
<message>
<source>CloudEvents</source>
<translation type="unfinished">CloudEvents</translation>
</message>
<message>
<source>Datadog, webhook</source>
<translation type="unfinished">Datadog, webhook</translation>
</message>
<message>
<source>E-mail</source>
<translation type="unfinished">Correo</translation>
</message>
<message>
<source>Ended</source>
<translation type="unfinished">Terminado</translation>
</message>
<message>
<source>Firing</source>
<translation type="unfinished">Sonando</translation>
</message>
<message>
<source>Flapping</source>
<translation type="unfinished">Oscilando</translation>
</message>
<message>
<source>Grafana, webhook</source>
<translation type="unfinished">Grafana, webhook</translation>
</message>
<message>
<source>JSON, read as the plan says</source>
<translation type="unfinished">JSON, leído como dice el plan</translation>
</message>
<message>
<source>Muted</source>
<translation type="unfinished">Silenciado</translation>
</message>
<message>
<source>Nothing asks for anybody</source>
<translation type="unfinished">Nada pide a nadie</translation>
</message>
<message>
<source>Notice</source>
<translation type="unfinished">Nota</translation>
</message>
<message>
<source>PagerDuty, events v2</source>
<translation type="unfinished">PagerDuty, eventos v2</translation>
</message>
<message>
<source>Prometheus, API v2</source>
<translation type="unfinished">Prometheus, API v2</translation>
</message>
<message>
<source>Silenced</source>
<translation type="unfinished">Silenciadas</translation>
</message>
<message>
<source>Silent</source>
<translation type="unfinished">Callado</translation>
</message>
<message>
<source>Storm</source>
<translation type="unfinished">Tormenta</translation>
</message>
<message>
<source>Taken</source>
<translation type="unfinished">Tomada</translation>
</message>
<message>
<source>Uptime Kuma, webhook</source>
<translation type="unfinished">Uptime Kuma, webhook</translation>
</message>
<message>
<source>Warning</source>
<translation type="unfinished">Aviso</translation>
</message>
<message>
<source>acknowledged {time}</source>
<translation type="unfinished">confirmado {time}</translation>
</message>
<message>
<source>ended {time}</source>
<translation type="unfinished">terminado {time}</translation>
</message>
<message>
<source>ends {time}</source>
<translation type="unfinished">termina {time}</translation>
</message>
<message>
<source>from {time}</source>
<translation type="unfinished">desde {time}</translation>
</message>
<message>
<source>never heard</source>
<translation type="unfinished">nunca oído</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">nadie</translation>
</message>
<message>
<source>our own watch</source>
<translation type="unfinished">nuestra propia vigilancia</translation>
</message>
<message>
<source>our warning</source>
<translation type="unfinished">nuestro aviso</translation>
</message>
<message>
<source>should be taken</source>
<translation type="unfinished">debería tomarse</translation>
</message>
<message>
<source>should speak every {span}</source>
<translation type="unfinished">debería hablar cada {span}</translation>
</message>
<message>
<source>silent {span}</source>
<translation type="unfinished">en silencio {span}</translation>
</message>
<message>
<source>since {time}</source>
<translation type="unfinished">desde {time}</translation>
</message>
<message>
<source>until {time}</source>
<translation type="unfinished">hasta {time}</translation>
</message>
<message>
<source>{count} alerts</source>
<translation type="unfinished">{count} alertas</translation>
</message>
<message>
<source>{count} alerts are nobody's</source>
<translation type="unfinished">{count} alertas no son de nadie</translation>
</message>
<message>
<source>{count} for longer than the plan says</source>
<translation type="unfinished">{count} más tiempo del que dice el plan</translation>
</message>
<message>
<source>{service}: {title}</source>
<translation type="unfinished">{service}: {title}</translation>
</message>
<message>
<source>{span} ago</source>
<translation type="unfinished">hace {span}</translation>
</message>
</context>
<context>
<name>AlertWorth</name>
<message>
<source>30 days</source>
<translation type="unfinished">30 días</translation>
</message>
<message>
<source>Before the rule fired</source>
<translation type="unfinished">Antes de que sonara la regla</translation>
</message>
<message>
<source>How good are our warnings?</source>
<translation type="unfinished">¿Qué tal son nuestros avisos?</translation>
</message>
<message>
<source>Marked real, and false</source>
<translation type="unfinished">Marcados como reales, y falsos</translation>
</message>
<message>
<source>Series that have to stray further</source>
<translation type="unfinished">Series que tienen que desviarse más</translation>
</message>
<message>
<source>no rule fired</source>
<translation type="unfinished">no sonó ninguna regla</translation>
</message>
<message>
<source>{before} of {count}</source>
<translation type="unfinished">{before} de {count}</translation>
</message>
<message>
<source>{real} and {false} of {count}</source>
<translation type="unfinished">{real} y {false} de {count}</translation>
</message>
<message>
<source>{told}, median {span}</source>
<translation type="unfinished">{told}, mediana {span}</translation>
</message>
</context>
<context>
<name>AlertsRoom</name>
<message>
<source>Alerts</source>
<translation type="unfinished">Alertas</translation>
</message>
<message>
<source>No alert here</source>
<translation type="unfinished">No hay ninguna alerta aquí</translation>
</message>
<message>
<source>What monitors tell comes up here by itself.</source>
<translation type="unfinished">Lo que cuentan los monitores aparece aquí por sí solo.</translation>
</message>
</context>
<context>
<name>AloneCard</name>
<message>
<source>A record on this computer only. Join a room later: everything you wrote comes along.</source>
<translation type="unfinished">Un registro solo en este equipo. Únase después a una sala: todo lo escrito va con usted.</translation>
</message>
<message>
<source>Plan to begin with</source>
<translation type="unfinished">Plan para empezar</translation>
</message>
<message>
<source>Plan: {name}</source>
<translation type="unfinished">Plan: {name}</translation>
</message>
<message>
<source>Start alone</source>
<translation type="unfinished">Empezar solo</translation>
</message>
<message>
<source>{roles} roles · {services} services · {runbooks} runbooks · first message within {span}</source>
<translation type="unfinished">{roles} roles · {services} servicios · {runbooks} procedimientos · primer mensaje en {span}</translation>
</message>
</context>
<context>
<name>AlsoLine</name>
<message>
<source>Go to {numbers}, where {name} works as well</source>
<translation type="unfinished">Ir a {numbers}, donde {name} también trabaja</translation>
</message>
<message>
<source>It is fine that {name}, {role}, works in {numbers} as well</source>
<translation type="unfinished">Está bien que {name}, {role}, trabaje también en {numbers}</translation>
</message>
<message>
<source>That is fine</source>
<translation type="unfinished">Está bien</translation>
</message>
</context>
<context>
<name>Announced</name>
<message>
<source>It went wrong: link it</source>
<translation type="unfinished">Salió mal: enlazarlo</translation>
</message>
</context>
<context>
<name>AnswerDialog</name>
<message>
<source>Answer</source>
<translation type="unfinished">Respuesta</translation>
</message>
<message>
<source>If somebody else answers: who</source>
<translation type="unfinished">Si responde otra persona: quién</translation>
</message>
<message>
<source>Question {number}</source>
<translation type="unfinished">Pregunta {number}</translation>
</message>
<message>
<source>Said by</source>
<translation type="unfinished">Dicho por</translation>
</message>
<message>
<source>The answer</source>
<translation type="unfinished">La respuesta</translation>
</message>
<message>
<source>The same by keys: /answer {number} and the words</source>
<translation type="unfinished">Lo mismo con teclas: /answer {number} y las palabras</translation>
</message>
</context>
<context>
<name>ArchiveBar</name>
<message>
<source>Bring it here</source>
<translation type="unfinished">Traerlo aquí</translation>
</message>
<message>
<source>Bringing it from the archive…</source>
<translation type="unfinished">Trayéndolo del archivo…</translation>
</message>
<message>
<source>From the archive: {done} of {count} entries</source>
<translation type="unfinished">Del archivo: {done} de {count} entradas</translation>
</message>
<message>
<source>Stop</source>
<translation type="unfinished">Parar</translation>
</message>
<message>
<source>Stopping…</source>
<translation type="unfinished">Parando…</translation>
</message>
<message>
<source>This incident lies in the archive {archive}: its {count} entries are not on this desk.</source>
<translation type="unfinished">Este incidente está en el archivo {archive}: sus {count} entradas no están en este puesto.</translation>
</message>
</context>
<context>
<name>Attached</name>
<message>
<source>No program here opens {name}; save it instead</source>
<translation type="unfinished">Ningún programa abre aquí {name}; guárdelo en su lugar</translation>
</message>
<message>
<source>Save the file</source>
<translation type="unfinished">Guardar el archivo</translation>
</message>
<message>
<source>Saved as {path}</source>
<translation type="unfinished">Guardado como {path}</translation>
</message>
<message>
<source>{name} comes as soon as the shared record can be reached</source>
<translation type="unfinished">{name} viene en cuanto se alcance el registro compartido</translation>
</message>
<message>
<source>{name} comes next; the line says how far it is</source>
<translation type="unfinished">{name} viene después; la línea dice cuánto lleva</translation>
</message>
</context>
<context>
<name>Attaching</name>
<message>
<source>Keeping the picture</source>
<translation type="unfinished">Guardando la imagen</translation>
</message>
<message>
<source>Keeping {name}</source>
<translation type="unfinished">Guardando {name}</translation>
</message>
<message>
<source>{count} files at once; at most 20 are taken</source>
<translation type="unfinished">{count} archivos a la vez; se aceptan como mucho 20</translation>
</message>
</context>
<context>
<name>Attention</name>
<message>
<source>Something needs you</source>
<translation type="unfinished">Algo le necesita</translation>
</message>
<message>
<source>{first}, and {count} more</source>
<translation type="unfinished">{first}, y {count} más</translation>
</message>
<message>
<source>{number} needs you</source>
<translation type="unfinished">{number} le necesita</translation>
</message>
</context>
<context>
<name>AttentionPage</name>
<message>
<source>A sound for what newly needs you</source>
<translation type="unfinished">Un sonido para lo nuevo que le necesita</translation>
</message>
<message>
<source>For 1 hour</source>
<translation type="unfinished">Durante 1 hora</translation>
</message>
<message>
<source>For a call, or while somebody else keeps watch</source>
<translation type="unfinished">Durante una llamada, o mientras otro vigila</translation>
</message>
<message>
<source>For {count} hours</source>
<translation type="unfinished">Durante {count} horas</translation>
</message>
<message>
<source>For {count} minutes</source>
<translation type="unfinished">Durante {count} minutos</translation>
</message>
<message>
<source>Loud</source>
<translation type="unfinished">Alto</translation>
</message>
<message>
<source>Messages of the desktop</source>
<translation type="unfinished">Mensajes del escritorio</translation>
</message>
<message>
<source>No</source>
<translation type="unfinished">No</translation>
</message>
<message>
<source>No sound, no message and no voice, every day. The list in the window goes on</source>
<translation type="unfinished">Ni sonido, ni mensaje, ni voz, cada día. La lista de la ventana sigue</translation>
</message>
<message>
<source>Normal</source>
<translation type="unfinished">Normal</translation>
</message>
<message>
<source>Off</source>
<translation type="unfinished">Desactivado</translation>
</message>
<message>
<source>On</source>
<translation type="unfinished">Activado</translation>
</message>
<message>
<source>One short sound for each, never two for one, and none again after a restart</source>
<translation type="unfinished">Un sonido breve por cada uno, nunca dos por uno, y ninguno otra vez tras reiniciar</translation>
</message>
<message>
<source>Play it</source>
<translation type="unfinished">Reproducirlo</translation>
</message>
<message>
<source>Play the sound of severity {number}</source>
<translation type="unfinished">Reproducir el sonido de la gravedad {number}</translation>
</message>
<message>
<source>Quiet from now on</source>
<translation type="unfinished">En silencio desde ahora</translation>
</message>
<message>
<source>Quiet hours</source>
<translation type="unfinished">Horas de silencio</translation>
</message>
<message>
<source>Quiet hours, from</source>
<translation type="unfinished">Horas de silencio, desde</translation>
</message>
<message>
<source>Quiet hours, until</source>
<translation type="unfinished">Horas de silencio, hasta</translation>
</message>
<message>
<source>Quiet until {moment}</source>
<translation type="unfinished">En silencio hasta {moment}</translation>
</message>
<message>
<source>Quiet, too</source>
<translation type="unfinished">También en silencio</translation>
</message>
<message>
<source>Severity 1 meanwhile</source>
<translation type="unfinished">Gravedad 1 mientras tanto</translation>
</message>
<message>
<source>Soft</source>
<translation type="unfinished">Suave</translation>
</message>
<message>
<source>Sound</source>
<translation type="unfinished">Sonido</translation>
</message>
<message>
<source>The worse the incident, the more urgent it sounds</source>
<translation type="unfinished">Cuanto peor el incidente, más urgente suena</translation>
</message>
<message>
<source>This is how a message looks</source>
<translation type="unfinished">Así se ve un mensaje</translation>
</message>
<message>
<source>Told all the same</source>
<translation type="unfinished">Contado de todos modos</translation>
</message>
<message>
<source>Try a message</source>
<translation type="unfinished">Probar un mensaje</translation>
</message>
<message>
<source>Try it</source>
<translation type="unfinished">Probarlo</translation>
</message>
<message>
<source>Until tomorrow</source>
<translation type="unfinished">Hasta mañana</translation>
</message>
<message>
<source>Until {moment}</source>
<translation type="unfinished">Hasta {moment}</translation>
</message>
<message>
<source>What may not wait is heard at night, too</source>
<translation type="unfinished">Lo que no puede esperar se oye también de noche</translation>
</message>
<message>
<source>While this window is not in front. Of a restricted incident it says nothing but that it needs you</source>
<translation type="unfinished">Mientras esta ventana no está delante. De un incidente restringido solo dice que le necesita</translation>
</message>
</context>
<context>
<name>AudiencesPanel</name>
<message>
<source> or </source>
<translation type="unfinished"> o </translation>
</message>
<message>
<source>Who has it…</source>
<translation type="unfinished">Quién lo tiene…</translation>
</message>
<message>
<source>Who must hear</source>
<translation type="unfinished">Quién debe oírlo</translation>
</message>
<message>
<source>Who says yes</source>
<translation type="unfinished">Quién dice sí</translation>
</message>
<message>
<source>from the plan</source>
<translation type="unfinished">del plan</translation>
</message>
<message>
<source>nobody has to</source>
<translation type="unfinished">no hace falta nadie</translation>
</message>
<message>
<source>{count} of {titles}</source>
<translation type="unfinished">{count} de {titles}</translation>
</message>
<message>
<source>{words}, and {legal}</source>
<translation type="unfinished">{words}, y {legal}</translation>
</message>
</context>
<context>
<name>AwaitingDialog</name>
<message>
<source>Decline</source>
<translation type="unfinished">Rechazar</translation>
</message>
<message>
<source>None of its words is on this computer</source>
<translation type="unfinished">Ninguna de sus palabras está en este equipo</translation>
</message>
<message>
<source>Not now</source>
<translation type="unfinished">Ahora no</translation>
</message>
<message>
<source>Somebody who may not write here wrote this into a bundle. It is adopted where the bundle was taken in; to read and adopt it here, take in the same file.</source>
<translation type="unfinished">Alguien que no puede escribir aquí lo escribió en un paquete. Se adopta donde se leyó el paquete; para leerlo y adoptarlo aquí, lea el mismo archivo.</translation>
</message>
<message>
<source>Waits at another desk</source>
<translation type="unfinished">Espera en otro puesto</translation>
</message>
<message>
<source>Why it is declined</source>
<translation type="unfinished">Por qué se rechaza</translation>
</message>
<message>
<source>With the reason, which stays on the record</source>
<translation type="unfinished">Con el motivo, que queda en el registro</translation>
</message>
<message>
<source>why, if it is declined for all; the reason stays on the record</source>
<translation type="unfinished">por qué, si se rechaza para todos; el motivo queda en el registro</translation>
</message>
</context>
<context>
<name>BoardPicture</name>
<message>
<source>A picture of the board while an incident is open</source>
<translation type="unfinished">Una imagen del tablero con un incidente abierto</translation>
</message>
</context>
<context>
<name>BoardRoom</name>
<message>
<source>Join the bridge</source>
<translation type="unfinished">Unirse al puente</translation>
</message>
<message>
<source>Nobody holds a role yet: there is nothing to hand over.</source>
<translation type="unfinished">Aún nadie tiene un rol: no hay nada que traspasar.</translation>
</message>
<message>
<source>Show or hide what comes next</source>
<translation type="unfinished">Mostrar u ocultar lo que sigue</translation>
</message>
</context>
<context>
<name>Boards</name>
<message>
<source>A file on this board is not on the disk yet: try again, or discard it first.</source>
<translation type="unfinished">Un archivo de este tablero aún no está en el disco: inténtelo otra vez o descártelo antes.</translation>
</message>
<message>
<source>{count} boards are beside each other. Close one first (Ctrl+W).</source>
<translation type="unfinished">Hay {count} tableros lado a lado. Cierre uno antes (Ctrl+W).</translation>
</message>
</context>
<context>
<name>BundleDialog</name>
<message>
<source>All files (*)</source>
<translation type="unfinished">Todos los archivos (*)</translation>
</message>
<message>
<source>Bundles (*.bundle)</source>
<translation type="unfinished">Paquetes (*.bundle)</translation>
</message>
<message>
<source>Choose who can read it.</source>
<translation type="unfinished">Elija quién puede leerlo.</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Encrypted for those chosen here, by name or by the key they gave you; nobody else can open it</source>
<translation type="unfinished">Cifrado para los elegidos aquí, por nombre o por la clave que le dieron; nadie más puede abrirlo</translation>
</message>
<message>
<source>Encrypted for: {who}.</source>
<translation type="unfinished">Cifrado para: {who}.</translation>
</message>
<message>
<source>Everybody who gets hold of the file can read it</source>
<translation type="unfinished">Quien consiga el archivo puede leerlo</translation>
</message>
<message>
<source>Everybody who gets hold of the file can read it.</source>
<translation type="unfinished">Quien consiga el archivo puede leerlo.</translation>
</message>
<message>
<source>Gathering and signing…</source>
<translation type="unfinished">Reuniendo y firmando…</translation>
</message>
<message>
<source>Make a bundle</source>
<translation type="unfinished">Hacer un paquete</translation>
</message>
<message>
<source>Only for named people</source>
<translation type="unfinished">Solo para personas nombradas</translation>
</message>
<message>
<source>Save as…</source>
<translation type="unfinished">Guardar como…</translation>
</message>
<message>
<source>Save the bundle</source>
<translation type="unfinished">Guardar el paquete</translation>
</message>
<message>
<source>Saved</source>
<translation type="unfinished">Guardado</translation>
</message>
<message>
<source>Signed by this desk; whatever is left out is listed</source>
<translation type="unfinished">Firmado por este puesto; lo que se omite está en la lista</translation>
</message>
<message>
<source>Stop</source>
<translation type="unfinished">Parar</translation>
</message>
<message>
<source>Stopped; no file was written.</source>
<translation type="unfinished">Parado; no se escribió ningún archivo.</translation>
</message>
<message>
<source>Stopping…</source>
<translation type="unfinished">Parando…</translation>
</message>
<message>
<source>The period ends before it begins.</source>
<translation type="unfinished">El periodo termina antes de empezar.</translation>
</message>
<message>
<source>The whole record</source>
<translation type="unfinished">El registro entero</translation>
</message>
<message>
<source>What goes into it?</source>
<translation type="unfinished">¿Qué va dentro?</translation>
</message>
<message>
<source>Who can read it?</source>
<translation type="unfinished">¿Quién puede leerlo?</translation>
</message>
<message>
<source>Writing: {done} of {count} parts</source>
<translation type="unfinished">Escribiendo: {done} de {count} partes</translation>
</message>
<message>
<source>Written before</source>
<translation type="unfinished">Escrito antes</translation>
</message>
<message>
<source>Written from</source>
<translation type="unfinished">Escrito de</translation>
</message>
<message>
<source>Written when?</source>
<translation type="unfinished">¿Escrito cuándo?</translation>
</message>
<message>
<source>empty: all of it</source>
<translation type="unfinished">vacío: todo ello</translation>
</message>
<message>
<source>the whole record</source>
<translation type="unfinished">el registro entero</translation>
</message>
<message>
<source>with its files, the people and the plan</source>
<translation type="unfinished">con sus archivos, la gente y el plan</translation>
</message>
<message>
<source>{entries} entries and {files} files, of {what}</source>
<translation type="unfinished">{entries} entradas y {files} archivos, de {what}</translation>
</message>
</context>
<context>
<name>Bundles</name>
<message>
<source>First heard of: {who}. From now on its key is known here.</source>
<translation type="unfinished">Primera noticia de: {who}. Desde ahora su clave se conoce aquí.</translation>
</message>
<message>
<source>Left out by its maker: {what}</source>
<translation type="unfinished">Omitido por su autor: {what}</translation>
</message>
<message>
<source>Left out: {what}</source>
<translation type="unfinished">Omitido: {what}</translation>
</message>
<message>
<source>Not believed, and put aside: {what}</source>
<translation type="unfinished">No creído y apartado: {what}</translation>
</message>
<message>
<source>Stopped; nothing of this bundle was taken in.</source>
<translation type="unfinished">Parado; no se leyó nada de este paquete.</translation>
</message>
<message>
<source>{count} entries by {who}, who may not write here, wait to be adopted: in {where}, at the right.</source>
<translation type="unfinished">{count} entradas de {who}, que no pueden escribir aquí, esperan adopción: en {where}, a la derecha.</translation>
</message>
<message>
<source>{count} entries or files were erased, as two people had asked.</source>
<translation type="unfinished">Se borraron {count} entradas o archivos, como pidieron dos personas.</translation>
</message>
<message>
<source>{count} more by such people cannot be adopted, and were not taken in.</source>
<translation type="unfinished">{count} más de esas personas no se pueden adoptar, y no se leyeron.</translation>
</message>
<message>
<source>{count} of them lack what stands before them in their chain; they are shown all the same.</source>
<translation type="unfinished">A {count} de ellas les falta lo que va antes en su cadena; se muestran de todos modos.</translation>
</message>
<message>
<source>{file}, made by {maker}: {added} entries added, {skipped} there already, {files} files</source>
<translation type="unfinished">{file}, hecho por {maker}: {added} entradas añadidas, {skipped} ya estaban, {files} archivos</translation>
</message>
<message>
<source>… and {count} more</source>
<translation type="unfinished">… y {count} más</translation>
</message>
</context>
<context>
<name>ByHandDialog</name>
<message>
<source>By which channel</source>
<translation type="unfinished">Por qué canal</translation>
</message>
<message>
<source>Copy</source>
<translation type="unfinished">Copiar</translation>
</message>
<message>
<source>Everything of it was sent, or stopped</source>
<translation type="unfinished">Todo ello se envió o se paró</translation>
</message>
<message>
<source>It was sent</source>
<translation type="unfinished">Se envió</translation>
</message>
<message>
<source>Large…</source>
<translation type="unfinished">Grande…</translation>
</message>
<message>
<source>Send it by hand</source>
<translation type="unfinished">Enviarlo a mano</translation>
</message>
<message>
<source>The time of the next update runs from this tick</source>
<translation type="unfinished">La hora de la próxima novedad corre desde esta marca</translation>
</message>
<message>
<source>To whom it was said, or where it stands</source>
<translation type="unfinished">A quién se dijo, o dónde está</translation>
</message>
<message>
<source>To whom, or where it stands now; may stay empty</source>
<translation type="unfinished">A quién, o dónde está ahora; puede quedar vacío</translation>
</message>
<message>
<source>Who has it?</source>
<translation type="unfinished">¿Quién lo tiene?</translation>
</message>
</context>
<context>
<name>CallDialog</name>
<message>
<source>Call {name}</source>
<translation type="unfinished">Llamar a {name}</translation>
</message>
<message>
<source>Comes</source>
<translation type="unfinished">Viene</translation>
</message>
<message>
<source>Copy</source>
<translation type="unfinished">Copiar</translation>
</message>
<message>
<source>Declines</source>
<translation type="unfinished">Rehúsa</translation>
</message>
<message>
<source>No answer</source>
<translation type="unfinished">Sin respuesta</translation>
</message>
<message>
<source>Tell them their duty: {duty}</source>
<translation type="unfinished">Decirles su deber: {duty}</translation>
</message>
<message>
<source>The same by keys: /reached, /call-declined, /no-answer and the name</source>
<translation type="unfinished">Lo mismo con teclas: /reached, /call-declined, /no-answer y el nombre</translation>
</message>
<message>
<source>What they say</source>
<translation type="unfinished">Qué dicen</translation>
</message>
<message>
<source>What they say, if it is worth keeping</source>
<translation type="unfinished">Qué dicen, si merece guardarse</translation>
</message>
<message>
<source>Where the others meet: {place}</source>
<translation type="unfinished">Dónde se reúnen los demás: {place}</translation>
</message>
<message>
<source>{name} is needed: {about}</source>
<translation type="unfinished">Se necesita a {name}: {about}</translation>
</message>
</context>
<context>
<name>CallingOut</name>
<message>
<source>{clock} is due.</source>
<translation type="unfinished">{clock} vence.</translation>
</message>
<message>
<source>{span} have passed.</source>
<translation type="unfinished">Han pasado {span}.</translation>
</message>
</context>
<context>
<name>Calm</name>
<message>
<source>A famous outage, played on a board of its own. You may press everything; nothing of it touches this record.</source>
<translation type="unfinished">Una caída famosa, reproducida en un tablero propio. Puede pulsarlo todo; nada toca este registro.</translation>
</message>
<message>
<source>A timeline you have as JSON or CSV. Importing the same file twice adds nothing.</source>
<translation type="unfinished">Una cronología que tiene en JSON o CSV. Importar dos veces el mismo archivo no añade nada.</translation>
</message>
<message>
<source>All</source>
<translation type="unfinished">Todos</translation>
</message>
<message>
<source>All incidents</source>
<translation type="unfinished">Todos los incidentes</translation>
</message>
<message>
<source>All incidents (Ctrl+K)</source>
<translation type="unfinished">Todos los incidentes (Ctrl+K)</translation>
</message>
<message>
<source>Bring one along</source>
<translation type="unfinished">Traiga uno</translation>
</message>
<message>
<source>Change who is at the desk</source>
<translation type="unfinished">Cambiar quién está en el puesto</translation>
</message>
<message>
<source>Ctrl+D from anywhere</source>
<translation type="unfinished">Ctrl+D desde cualquier sitio</translation>
</message>
<message>
<source>Declare</source>
<translation type="unfinished">Declarar</translation>
</message>
<message>
<source>Declare an incident</source>
<translation type="unfinished">Declarar un incidente</translation>
</message>
<message>
<source>Declare incident</source>
<translation type="unfinished">Declarar incidente</translation>
</message>
<message>
<source>Everything that happens goes here once, is on this disk before it says so, and is never overwritten. Three ways to begin:</source>
<translation type="unfinished">Todo lo que ocurre se escribe aquí una vez, está en este disco antes de decirlo y nunca se sobrescribe. Tres maneras de empezar:</translation>
</message>
<message>
<source>Forget</source>
<translation type="unfinished">Olvidar</translation>
</message>
<message>
<source>Forget the draft</source>
<translation type="unfinished">Olvidar el borrador</translation>
</message>
<message>
<source>Go on</source>
<translation type="unfinished">Seguir</translation>
</message>
<message>
<source>Go on with the draft</source>
<translation type="unfinished">Seguir con el borrador</translation>
</message>
<message>
<source>Import a file</source>
<translation type="unfinished">Importar un archivo</translation>
</message>
<message>
<source>Import a file: past incidents as JSON or CSV</source>
<translation type="unfinished">Importar un archivo: incidentes pasados en JSON o CSV</translation>
</message>
<message>
<source>Last incidents</source>
<translation type="unfinished">Últimos incidentes</translation>
</message>
<message>
<source>People of this home</source>
<translation type="unfinished">Gente de esta carpeta</translation>
</message>
<message>
<source>Plan in force</source>
<translation type="unfinished">Plan vigente</translation>
</message>
<message>
<source>Play the demo</source>
<translation type="unfinished">Reproducir la demo</translation>
</message>
<message>
<source>Play the demo: a real incident, on a board of its own</source>
<translation type="unfinished">Reproducir la demo: un incidente real, en un tablero propio</translation>
</message>
<message>
<source>Something is wrong right now. Say what, how bad and where; the plan opens the roles and the board counts from there.</source>
<translation type="unfinished">Algo va mal ahora mismo. Diga qué, cómo de grave y dónde; el plan abre los roles y el tablero cuenta desde ahí.</translation>
</message>
<message>
<source>This record is empty</source>
<translation type="unfinished">Este registro está vacío</translation>
</message>
<message>
<source>Under 10 s; you can stand down later</source>
<translation type="unfinished">Menos de 10 s; puede desactivarlo después</translation>
</message>
<message>
<source>Watch a real one</source>
<translation type="unfinished">Ver uno real</translation>
</message>
<message>
<source>Who is here?</source>
<translation type="unfinished">¿Quién está aquí?</translation>
</message>
</context>
<context>
<name>CalmHeader</name>
<message>
<source>No incident open</source>
<translation type="unfinished">Ningún incidente abierto</translation>
</message>
<message>
<source>Nothing has been declared on this record yet</source>
<translation type="unfinished">Aún no se ha declarado nada en este registro</translation>
</message>
<message>
<source>Quiet for {span}</source>
<translation type="unfinished">En silencio desde hace {span}</translation>
</message>
</context>
<context>
<name>CalmRoom</name>
<message>
<source>1 role</source>
<translation type="unfinished">1 rol</translation>
</message>
<message>
<source>All {count}</source>
<translation type="unfinished">Todos ({count})</translation>
</message>
<message>
<source>Declare if: {triggers}.</source>
<translation type="unfinished">Declare si: {triggers}.</translation>
</message>
<message>
<source>Draft: {title}</source>
<translation type="unfinished">Borrador: {title}</translation>
</message>
<message>
<source>at the desk</source>
<translation type="unfinished">en el puesto</translation>
</message>
<message>
<source>first message {span}</source>
<translation type="unfinished">primer mensaje {span}</translation>
</message>
<message>
<source>no title yet</source>
<translation type="unfinished">aún sin título</translation>
</message>
<message>
<source>version {digest}</source>
<translation type="unfinished">versión {digest}</translation>
</message>
<message>
<source>{count} roles</source>
<translation type="unfinished">{count} roles</translation>
</message>
</context>
<context>
<name>CauseMap</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>Add a harm</source>
<translation type="unfinished">Añadir un daño</translation>
</message>
<message>
<source>Add an effect</source>
<translation type="unfinished">Añadir un efecto</translation>
</message>
<message>
<source>Correct its words</source>
<translation type="unfinished">Corregir sus palabras</translation>
</message>
<message>
<source>Link from here</source>
<translation type="unfinished">Enlazar desde aquí</translation>
</message>
<message>
<source>Name what happened; then what led to it.</source>
<translation type="unfinished">Nombre lo que ocurrió; luego lo que llevó a ello.</translation>
</message>
<message>
<source>Nothing leads to or from this factor</source>
<translation type="unfinished">Nada lleva a este factor ni sale de él</translation>
</message>
<message>
<source>Nothing on the map yet</source>
<translation type="unfinished">Aún nada en el mapa</translation>
</message>
<message>
<source>Take this effect back</source>
<translation type="unfinished">Retirar este efecto</translation>
</message>
<message>
<source>There is nothing to undo here</source>
<translation type="unfinished">No hay nada que deshacer aquí</translation>
</message>
<message>
<source>Unlink from {words}</source>
<translation type="unfinished">Desenlazar de {words}</translation>
</message>
<message>
<source>Unlink {words}</source>
<translation type="unfinished">Desenlazar {words}</translation>
</message>
<message>
<source>What came of it</source>
<translation type="unfinished">Qué salió</translation>
</message>
<message>
<source>What came of “{words}”</source>
<translation type="unfinished">Qué fue de «{words}»</translation>
</message>
<message>
<source>What was felt outside of “{words}”</source>
<translation type="unfinished">Lo que se notó fuera de «{words}»</translation>
</message>
<message>
<source>add a harm</source>
<translation type="unfinished">añadir un daño</translation>
</message>
<message>
<source>add an effect</source>
<translation type="unfinished">añadir un efecto</translation>
</message>
<message>
<source>comes of {count}</source>
<translation type="unfinished">viene de {count}</translation>
</message>
<message>
<source>effect</source>
<translation type="unfinished">efecto</translation>
</message>
<message>
<source>found by {letters}</source>
<translation type="unfinished">hallado por {letters}</translation>
</message>
<message>
<source>harm</source>
<translation type="unfinished">daño</translation>
</message>
<message>
<source>leads to {count}</source>
<translation type="unfinished">lleva a {count}</translation>
</message>
<message>
<source>link</source>
<translation type="unfinished">enlazar</translation>
</message>
<message>
<source>undo</source>
<translation type="unfinished">deshacer</translation>
</message>
<message>
<source>unlink</source>
<translation type="unfinished">desenlazar</translation>
</message>
<message>
<source>walk</source>
<translation type="unfinished">recorrer</translation>
</message>
<message>
<source>{cause} → {effect} is left out: it would close a circle</source>
<translation type="unfinished">{cause} → {effect} se omite: cerraría un círculo</translation>
</message>
<message>
<source>{shown} of {all} shown</source>
<translation type="unfinished">{shown} de {all} mostrados</translation>
</message>
</context>
<context>
<name>CauseMapCanvas</name>
<message>
<source>Cause map: {told}</source>
<translation type="unfinished">Mapa de causas: {told}</translation>
</message>
<message>
<source>linking from {words}, </source>
<translation type="unfinished">enlazando desde {words}, </translation>
</message>
<message>
<source>nothing drawn yet</source>
<translation type="unfinished">aún nada dibujado</translation>
</message>
</context>
<context>
<name>CauseMapDialog</name>
<message>
<source>Cause map</source>
<translation type="unfinished">Mapa de causas</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>What was drawn before stays on the record; Ctrl+Z takes your last step back</source>
<translation type="unfinished">Lo dibujado antes queda en el registro; Ctrl+Z retira su último paso</translation>
</message>
</context>
<context>
<name>CauseMapView</name>
<message>
<source>From “{words}”: walk on, L links, Delete unlinks, Esc ends</source>
<translation type="unfinished">Desde «{words}»: siga, L enlaza, Supr desenlaza, Esc termina</translation>
</message>
</context>
<context>
<name>ChangeDialog</name>
<message>
<source>Note a change</source>
<translation type="unfinished">Anotar un cambio</translation>
</message>
<message>
<source>Note it</source>
<translation type="unfinished">Anotarlo</translation>
</message>
<message>
<source>On which services?</source>
<translation type="unfinished">¿En qué servicios?</translation>
</message>
<message>
<source>Payments 8.17, max_connections raised to 400</source>
<translation type="unfinished">Payments 8.17, max_connections subido a 400</translation>
</message>
<message>
<source>The same by keys: /change-made and what it was</source>
<translation type="unfinished">Lo mismo con teclas: /change-made y qué fue</translation>
</message>
<message>
<source>What was changed?</source>
<translation type="unfinished">¿Qué se cambió?</translation>
</message>
<message>
<source>When was it changed?</source>
<translation type="unfinished">¿Cuándo se cambió?</translation>
</message>
<message>
<source>When?</source>
<translation type="unfinished">¿Cuándo?</translation>
</message>
<message>
<source>Where is more?</source>
<translation type="unfinished">¿Dónde hay más?</translation>
</message>
<message>
<source>Where more is written</source>
<translation type="unfinished">Dónde hay más escrito</translation>
</message>
<message>
<source>begins with http:// or https://</source>
<translation type="unfinished">empieza por http:// o https://</translation>
</message>
<message>
<source>https://… where more is written</source>
<translation type="unfinished">https://… donde hay más escrito</translation>
</message>
<message>
<source>now, unless said</source>
<translation type="unfinished">ahora, salvo que se diga otra cosa</translation>
</message>
</context>
<context>
<name>ChangeLane</name>
<message>
<source>Nothing was changed, and nothing is planned</source>
<translation type="unfinished">Nada se cambió y nada está previsto</translation>
</message>
</context>
<context>
<name>ChangeMessageDialog</name>
<message>
<source>By which channels?</source>
<translation type="unfinished">¿Por qué canales?</translation>
</message>
<message>
<source>Change</source>
<translation type="unfinished">Cambiar</translation>
</message>
<message>
<source>Change message {number}</source>
<translation type="unfinished">Cambiar el mensaje {number}</translation>
</message>
<message>
<source>For whom?</source>
<translation type="unfinished">¿Para quién?</translation>
</message>
<message>
<source>On which facts does it stand?</source>
<translation type="unfinished">¿En qué hechos se apoya?</translation>
</message>
<message>
<source>Tick at least one channel</source>
<translation type="unfinished">Marque al menos un canal</translation>
</message>
<message>
<source>What is asked for already is asked for anew where this changes it</source>
<translation type="unfinished">Lo que ya se pide se pide de nuevo donde esto lo cambia</translation>
</message>
<message>
<source>none: everybody who hears by these channels</source>
<translation type="unfinished">ninguno: todos los que oyen por estos canales</translation>
</message>
</context>
<context>
<name>ChangeToldDialog</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>It stands on the record as it was told</source>
<translation type="unfinished">Está en el registro tal como se contó</translation>
</message>
<message>
<source>Services</source>
<translation type="unfinished">Servicios</translation>
</message>
<message>
<source>Told by</source>
<translation type="unfinished">Contado por</translation>
</message>
<message>
<source>What was changed</source>
<translation type="unfinished">Qué se cambió</translation>
</message>
<message>
<source>When</source>
<translation type="unfinished">Cuándo</translation>
</message>
<message>
<source>somebody at a desk</source>
<translation type="unfinished">alguien en un puesto</translation>
</message>
</context>
<context>
<name>Changes</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>1 in the last 12 h</source>
<translation type="unfinished">1 en las últimas 12 h</translation>
</message>
<message>
<source>1 on its services</source>
<translation type="unfinished">1 en sus servicios</translation>
</message>
<message>
<source>Calendars (*.ics)</source>
<translation type="unfinished" />
</message>
<message>
<source>Changes, made and planned</source>
<translation type="unfinished">Cambios, hechos y previstos</translation>
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
<translation type="unfinished">Ninguno en las últimas 12 h, ninguno previsto para las próximas 24 h</translation>
</message>
<message>
<source>Note a change</source>
<translation type="unfinished">Anotar un cambio</translation>
</message>
<message>
<source>On {services}</source>
<translation type="unfinished">En {services}</translation>
</message>
<message>
<source>Planned work from an iCalendar file; what was imported before is moved along</source>
<translation type="unfinished" />
</message>
<message>
<source>What changed?</source>
<translation type="unfinished">¿Qué cambió?</translation>
</message>
<message>
<source>announced</source>
<translation type="unfinished">anunciado</translation>
</message>
<message>
<source>began {clock}</source>
<translation type="unfinished">empezó {clock}</translation>
</message>
<message>
<source>noted here</source>
<translation type="unfinished">anotado aquí</translation>
</message>
<message>
<source>now {clock}</source>
<translation type="unfinished">ahora {clock}</translation>
</message>
<message>
<source>ran when it began</source>
<translation type="unfinished">estaba en marcha cuando empezó</translation>
</message>
<message>
<source>{begins} to {ends}</source>
<translation type="unfinished">{begins} a {ends}</translation>
</message>
<message>
<source>{count} in the last 12 h</source>
<translation type="unfinished">{count} en las últimas 12 h</translation>
</message>
<message>
<source>{count} not understood; line {line}: {words}</source>
<translation type="unfinished" />
</message>
<message>
<source>{count} on its services</source>
<translation type="unfinished">{count} en sus servicios</translation>
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
<translation type="unfinished">{span} después de empezar</translation>
</message>
<message>
<source>{span} before it began</source>
<translation type="unfinished">{span} antes de empezar</translation>
</message>
</context>
<context>
<name>ChangesView</name>
<message>
<source>and {count} more</source>
<translation type="unfinished">y {count} más</translation>
</message>
</context>
<context>
<name>ChannelRow</name>
<message>
<source>Address of {channel}</source>
<translation type="unfinished">Dirección de {channel}</translation>
</message>
<message>
<source>As apprise has it, with {address} for that of whoever is called. Like: {example}</source>
<translation type="unfinished">Como lo tiene apprise, con {address} para la de quien se llama. Por ejemplo: {example}</translation>
</message>
<message>
<source>Change</source>
<translation type="unfinished">Cambiar</translation>
</message>
<message>
<source>Hide</source>
<translation type="unfinished">Ocultar</translation>
</message>
<message>
<source>It is set up here no more.</source>
<translation type="unfinished">Ya no está configurado aquí.</translation>
</message>
<message>
<source>Its address is gone from where it was kept: give it once more.</source>
<translation type="unfinished">Su dirección ya no está donde se guardaba: désela otra vez.</translation>
</message>
<message>
<source>Keep</source>
<translation type="unfinished">Guardar</translation>
</message>
<message>
<source>Kept. Send yourself a test.</source>
<translation type="unfinished">Guardado. Envíese una prueba.</translation>
</message>
<message>
<source>Nothing is sent by it from this desk then, and its address is forgotten.</source>
<translation type="unfinished">Entonces este puesto no envía nada por él, y su dirección se olvida.</translation>
</message>
<message>
<source>One moment…</source>
<translation type="unfinished">Un momento…</translation>
</message>
<message>
<source>Or its address as apprise has it, with {address} for that of whoever is called.</source>
<translation type="unfinished">O su dirección como la tiene apprise, con {address} para la de quien se llama.</translation>
</message>
<message>
<source>Remove</source>
<translation type="unfinished">Quitar</translation>
</message>
<message>
<source>Remove it</source>
<translation type="unfinished">Quitarlo</translation>
</message>
<message>
<source>Send a test</source>
<translation type="unfinished">Enviar una prueba</translation>
</message>
<message>
<source>Sent. Look whether it has arrived.</source>
<translation type="unfinished">Enviado. Mire si ha llegado.</translation>
</message>
<message>
<source>Set up</source>
<translation type="unfinished">Configurar</translation>
</message>
<message>
<source>Show</source>
<translation type="unfinished">Mostrar</translation>
</message>
<message>
<source>Test</source>
<translation type="unfinished">Prueba</translation>
</message>
<message>
<source>Whom to send a test by {channel}</source>
<translation type="unfinished">A quién enviar una prueba por {channel}</translation>
</message>
<message>
<source>Your address</source>
<translation type="unfinished">Su dirección</translation>
</message>
</context>
<context>
<name>ChannelsPage</name>
<message>
<source>1 channel that the plan calls people by is not set up at this desk.</source>
<translation type="unfinished">1 canal por el que el plan llama a la gente no está configurado en este puesto.</translation>
</message>
<message>
<source>By these the desk sends when somebody is called in, once they are set up here. The plan says which there are; an address is a secret of this machine, and never on the record.</source>
<translation type="unfinished">Por estos envía el puesto cuando se llama a alguien, una vez configurados aquí. El plan dice cuáles hay; una dirección es un secreto de esta máquina y nunca está en el registro.</translation>
</message>
<message>
<source>Here stands who was sent what, and by which desk</source>
<translation type="unfinished">Aquí está a quién se envió qué, y desde qué puesto</translation>
</message>
<message>
<source>Nothing yet</source>
<translation type="unfinished">Aún nada</translation>
</message>
<message>
<source>Sent lately</source>
<translation type="unfinished">Enviado hace poco</translation>
</message>
<message>
<source>This home is a demo, or only read here: it reaches no real channel.</source>
<translation type="unfinished">Esta carpeta es una demo, o solo se lee aquí: no llega a ningún canal real.</translation>
</message>
<message>
<source>Who sends</source>
<translation type="unfinished">Quién envía</translation>
</message>
<message>
<source>from every desk of this record, the newest first</source>
<translation type="unfinished">de cada puesto de este registro, lo más nuevo primero</translation>
</message>
<message>
<source>{count} channels that the plan calls people by are not set up at this desk.</source>
<translation type="unfinished">{count} canales por los que el plan llama a la gente no están configurados en este puesto.</translation>
</message>
</context>
<context>
<name>CheckList</name>
<message>
<source>Fewer</source>
<translation type="unfinished">Menos</translation>
</message>
<message>
<source>{count} more, all clear</source>
<translation type="unfinished">{count} más, todo claro</translation>
</message>
</context>
<context>
<name>ChooseWordsDialog</name>
<message>
<source>Approvals of the words that stand are kept</source>
<translation type="unfinished">Las aprobaciones de las palabras vigentes se conservan</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Message {number}: which words are to stand?</source>
<translation type="unfinished">Mensaje {number}: ¿qué palabras valen?</translation>
</message>
<message>
<source>The words of {name} stand</source>
<translation type="unfinished">Valen las palabras de {name}</translation>
</message>
<message>
<source>These words stand</source>
<translation type="unfinished">Valen estas palabras</translation>
</message>
<message>
<source>approved by {names}</source>
<translation type="unfinished">aprobado por {names}</translation>
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
<translation type="unfinished">1 entrada tiene</translation>
</message>
<message>
<source>At the next connection what nobody else has is stamped anew.</source>
<translation type="unfinished">En la próxima conexión se sella de nuevo lo que nadie más tiene.</translation>
</message>
<message>
<source>Hide this line</source>
<translation type="unfinished">Ocultar esta línea</translation>
</message>
<message>
<source>Look at the clock; once it is right, the stamps can be put right.</source>
<translation type="unfinished">Mire el reloj; cuando esté bien, los sellos se pueden corregir.</translation>
</message>
<message>
<source>Set it right; until then this desk goes by the shared clock.</source>
<translation type="unfinished">Póngalo en hora; hasta entonces este puesto va por el reloj compartido.</translation>
</message>
<message>
<source>Stamp anew what lies in the future and nobody else has</source>
<translation type="unfinished">Sellar de nuevo lo que está en el futuro y nadie más tiene</translation>
</message>
<message>
<source>The newest entry is {span} in the future: this clock is behind now, or was ahead then.</source>
<translation type="unfinished">La entrada más nueva está {span} en el futuro: este reloj va ahora atrasado, o iba adelantado.</translation>
</message>
<message>
<source>This clock is right now</source>
<translation type="unfinished">Este reloj ya está bien</translation>
</message>
<message>
<source>This machine's clock is {span} ahead of the shared one.</source>
<translation type="unfinished">El reloj de este equipo va {span} por delante del compartido.</translation>
</message>
<message>
<source>This machine's clock is {span} behind the shared one.</source>
<translation type="unfinished">El reloj de este equipo va {span} por detrás del compartido.</translation>
</message>
<message>
<source>{count} entries have</source>
<translation type="unfinished">{count} entradas tienen</translation>
</message>
<message>
<source>{entries} the right time now, after a clock {span} ahead had stamped them: same words, same order.</source>
<translation type="unfinished">{entries} la hora correcta ahora, tras sellarlas un reloj {span} adelantado: mismas palabras, mismo orden.</translation>
</message>
</context>
<context>
<name>ClockRow</name>
<message>
<source>Done</source>
<translation type="unfinished">Hecho</translation>
</message>
<message>
<source>Put off</source>
<translation type="unfinished">Aplazar</translation>
</message>
<message>
<source>Write it</source>
<translation type="unfinished">Escribirlo</translation>
</message>
<message>
<source>{clock}: done</source>
<translation type="unfinished">{clock}: hecho</translation>
</message>
<message>
<source>{clock}: put off</source>
<translation type="unfinished">{clock}: aplazado</translation>
</message>
<message>
<source>{clock}: write it, as text and as pages</source>
<translation type="unfinished">{clock}: escribirlo, como texto y como páginas</translation>
</message>
</context>
<context>
<name>ClockWords</name>
<message>
<source>Call-out</source>
<translation type="unfinished">Aviso en voz alta</translation>
</message>
<message>
<source>Elapsed-time call-out</source>
<translation type="unfinished">Aviso del tiempo transcurrido</translation>
</message>
<message>
<source>Internal update</source>
<translation type="unfinished">Novedad interna</translation>
</message>
<message>
<source>Is the severity still right, is the way?</source>
<translation type="unfinished">¿Sigue bien la gravedad, y el camino?</translation>
</message>
<message>
<source>Reassessment</source>
<translation type="unfinished">Revaluación</translation>
</message>
<message>
<source>Say aloud how long it has been</source>
<translation type="unfinished">Decir en voz alta cuánto hace</translation>
</message>
<message>
<source>State document</source>
<translation type="unfinished">Documento de situación</translation>
</message>
<message>
<source>Tell those inside how it stands</source>
<translation type="unfinished">Decir a los de dentro cómo está</translation>
</message>
<message>
<source>Write down how everything stands</source>
<translation type="unfinished">Anotar cómo está todo</translation>
</message>
<message>
<source>does not run</source>
<translation type="unfinished">no funciona</translation>
</message>
<message>
<source>every {span}</source>
<translation type="unfinished">cada {span}</translation>
</message>
<message>
<source>kept {kept}, missed {missed}</source>
<translation type="unfinished">{kept} cumplidas, {missed} faltadas</translation>
</message>
<message>
<source>last by {name} at {clock}</source>
<translation type="unfinished">último de {name} a las {clock}</translation>
</message>
<message>
<source>missed {count}×, {now}</source>
<translation type="unfinished">faltado {count}×, {now}</translation>
</message>
<message>
<source>put off until {clock}</source>
<translation type="unfinished">aplazado hasta {clock}</translation>
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
<translation type="unfinished">Relojes</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>No clock runs: they run from the declaration to the end of the incident</source>
<translation type="unfinished">No corre ningún reloj: corren desde la declaración hasta el final del incidente</translation>
</message>
<message>
<source>What was kept, put off or missed stands in the timeline</source>
<translation type="unfinished">Lo cumplido, aplazado o faltado está en la cronología</translation>
</message>
<message>
<source>What was said, or why it is put off</source>
<translation type="unfinished">Qué se dijo, o por qué se aplaza</translation>
</message>
<message>
<source>Words, if there are any, and how long to put it off</source>
<translation type="unfinished">Palabras, si las hay, y cuánto aplazarlo</translation>
</message>
</context>
<context>
<name>ClocksPanel</name>
<message>
<source>Clocks: say that you did it, or put it off</source>
<translation type="unfinished">Relojes: diga que lo hizo, o aplácelo</translation>
</message>
<message>
<source>The next word to {audience}, as promised</source>
<translation type="unfinished">La próxima palabra a {audience}, como se prometió</translation>
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
<translation type="unfinished">Hay otra orden en la línea: introdúzcala antes o vacíe la línea</translation>
</message>
<message>
<source>Bring it back</source>
<translation type="unfinished">Traerlo de vuelta</translation>
</message>
<message>
<source>Something stands in the line: enter it first, or clear the line</source>
<translation type="unfinished">Hay algo en la línea: introdúzcalo antes o vacíe la línea</translation>
</message>
<message>
<source>Yes, then (Ctrl+T)</source>
<translation type="unfinished">Sí, a esa hora (Ctrl+T)</translation>
</message>
</context>
<context>
<name>CommandLineForm</name>
<message>
<source>/decision, /action, /finding …   or type a note</source>
<translation type="unfinished">/decision, /action, /finding … o escriba una nota</translation>
</message>
<message>
<source>Action</source>
<translation type="unfinished">Acción</translation>
</message>
<message>
<source>Decision</source>
<translation type="unfinished">Decisión</translation>
</message>
<message>
<source>Finding</source>
<translation type="unfinished">Hallazgo</translation>
</message>
<message>
<source>Write a decision</source>
<translation type="unfinished">Escribir una decisión</translation>
</message>
<message>
<source>Write a finding</source>
<translation type="unfinished">Escribir un hallazgo</translation>
</message>
<message>
<source>Write a note, or a command after a slash</source>
<translation type="unfinished">Escriba una nota, o una orden tras una barra</translation>
</message>
<message>
<source>Write an action</source>
<translation type="unfinished">Escribir una acción</translation>
</message>
<message>
<source>Write the line as a decision</source>
<translation type="unfinished">Escribir la línea como decisión</translation>
</message>
<message>
<source>Write the line as a finding</source>
<translation type="unfinished">Escribir la línea como hallazgo</translation>
</message>
<message>
<source>Write the line as an action</source>
<translation type="unfinished">Escribir la línea como acción</translation>
</message>
</context>
<context>
<name>CommunicationsPanel</name>
<message>
<source>Communications</source>
<translation type="unfinished">Comunicación</translation>
</message>
<message>
<source>not promised</source>
<translation type="unfinished">no prometido</translation>
</message>
</context>
<context>
<name>CommunicationsRoom</name>
<message>
<source>No incident is shown</source>
<translation type="unfinished">No se muestra ningún incidente</translation>
</message>
<message>
<source>What goes out belongs to an incident.</source>
<translation type="unfinished">Lo que sale pertenece a un incidente.</translation>
</message>
</context>
<context>
<name>Company</name>
<message>
<source>{name} writes at {section}, line {line}</source>
<translation type="unfinished">{name} escribe en {section}, línea {line}</translation>
</message>
<message>
<source>{name} writes in line {line}</source>
<translation type="unfinished">{name} escribe en la línea {line}</translation>
</message>
<message>
<source>{name}, at {section}</source>
<translation type="unfinished">{name}, en {section}</translation>
</message>
<message>
<source>{name}, in the plan room</source>
<translation type="unfinished">{name}, en la sala del plan</translation>
</message>
</context>
<context>
<name>CompareDialog</name>
<message>
<source>An approval is a decision: it may be objected to</source>
<translation type="unfinished">Una aprobación es una decisión: se puede objetar</translation>
</message>
<message>
<source>Approve</source>
<translation type="unfinished">Aprobar</translation>
</message>
<message>
<source>Approved</source>
<translation type="unfinished">Aprobado</translation>
</message>
<message>
<source>By which channel</source>
<translation type="unfinished">Por qué canal</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Copy</source>
<translation type="unfinished">Copiar</translation>
</message>
<message>
<source>Decline</source>
<translation type="unfinished">Rechazar</translation>
</message>
<message>
<source>Declined</source>
<translation type="unfinished">Rechazado</translation>
</message>
<message>
<source>Green came, struck through went; up and down go from one message to the next</source>
<translation type="unfinished">Verde llegó, tachado se fue; arriba y abajo van de un mensaje al siguiente</translation>
</message>
<message>
<source>How it is undone</source>
<translation type="unfinished">Cómo se deshace</translation>
</message>
<message>
<source>How long it takes</source>
<translation type="unfinished">Cuánto tarda</translation>
</message>
<message>
<source>Not now</source>
<translation type="unfinished">Ahora no</translation>
</message>
<message>
<source>Nothing went out by this channel yet</source>
<translation type="unfinished">Aún no salió nada por este canal</translation>
</message>
<message>
<source>Steps</source>
<translation type="unfinished">Pasos</translation>
</message>
<message>
<source>The words of now are the first by this channel</source>
<translation type="unfinished">Las palabras de ahora son las primeras por este canal</translation>
</message>
<message>
<source>What could go wrong</source>
<translation type="unfinished">Qué podría salir mal</translation>
</message>
<message>
<source>What it brings</source>
<translation type="unfinished">Qué aporta</translation>
</message>
<message>
<source>What it needs</source>
<translation type="unfinished">Qué necesita</translation>
</message>
<message>
<source>What the draft says otherwise than {name}</source>
<translation type="unfinished">Qué dice el borrador de otro modo que {name}</translation>
</message>
<message>
<source>What was said, and what changed</source>
<translation type="unfinished">Lo dicho, y qué cambió</translation>
</message>
<message>
<source>What {name} said otherwise than the one before</source>
<translation type="unfinished">Lo que dijo {name} de otro modo que la anterior</translation>
</message>
<message>
<source>Which course of action?</source>
<translation type="unfinished">¿Qué medida?</translation>
</message>
<message>
<source>Why this one; or why not, which is needed to decline</source>
<translation type="unfinished">Por qué esta; o por qué no, que hace falta para rechazar</translation>
</message>
<message>
<source>not said</source>
<translation type="unfinished">sin decir</translation>
</message>
<message>
<source>the first {count} of {all}</source>
<translation type="unfinished">los primeros {count} de {all}</translation>
</message>
<message>
<source>{name}, the first by this channel</source>
<translation type="unfinished">{name}, el primero por este canal</translation>
</message>
<message>
<source>{name}, {language}</source>
<translation type="unfinished">{name}, {language}</translation>
</message>
<message>
<source>{number} · {name}, waits for {span}</source>
<translation type="unfinished">{number} · {name}, espera desde hace {span}</translation>
</message>
</context>
<context>
<name>Comparing</name>
<message>
<source>(the question was erased)</source>
<translation type="unfinished">(la pregunta se borró)</translation>
</message>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>1 addition in the light of the others</source>
<translation type="unfinished">1 añadido a la luz de los demás</translation>
</message>
<message>
<source>1 factor in all</source>
<translation type="unfinished">1 factor en total</translation>
</message>
<message>
<source>1 of the round still sealed</source>
<translation type="unfinished">1 de la ronda sigue sellada</translation>
</message>
<message>
<source>1 piece</source>
<translation type="unfinished">1 pieza</translation>
</message>
<message>
<source>Agreement of people who could not see each other is worth more than agreement in a meeting. It is still not proof: all of them read the same logs.</source>
<translation type="unfinished">El acuerdo de personas que no podían verse vale más que el acuerdo en una reunión. Aun así no es una prueba: todas leen los mismos registros.</translation>
</message>
<message>
<source>All</source>
<translation type="unfinished">Todos</translation>
</message>
<message>
<source>All of them used the same evidence</source>
<translation type="unfinished">Todos usaron la misma prueba</translation>
</message>
<message>
<source>Almost perfect agreement</source>
<translation type="unfinished">Acuerdo casi perfecto</translation>
</message>
<message>
<source>Also concluded at the same time: {words}</source>
<translation type="unfinished">Concluido también al mismo tiempo: {words}</translation>
</message>
<message>
<source>Cause map</source>
<translation type="unfinished">Mapa de causas</translation>
</message>
<message>
<source>Conclude anew…</source>
<translation type="unfinished">Concluir de nuevo…</translation>
</message>
<message>
<source>Conclusion</source>
<translation type="unfinished">Conclusión</translation>
</message>
<message>
<source>Confidence</source>
<translation type="unfinished">Confianza</translation>
</message>
<message>
<source>Confidence {sure} · asked of all {count}</source>
<translation type="unfinished">Confianza {sure} · pedida a los {count}</translation>
</message>
<message>
<source>Contradicting</source>
<translation type="unfinished">En contradicción</translation>
</message>
<message>
<source>Enlarge the cause map</source>
<translation type="unfinished">Ampliar el mapa de causas</translation>
</message>
<message>
<source>Evidence one used and another lacked</source>
<translation type="unfinished">Prueba que uno usó y a otro le faltó</translation>
</message>
<message>
<source>Fair agreement</source>
<translation type="unfinished">Acuerdo aceptable</translation>
</message>
<message>
<source>Found apart by two or more</source>
<translation type="unfinished">Hallado por separado por dos o más</translation>
</message>
<message>
<source>Found by one only</source>
<translation type="unfinished">Hallado por uno solo</translation>
</message>
<message>
<source>How far do they agree?</source>
<translation type="unfinished">¿Hasta dónde coinciden?</translation>
</message>
<message>
<source>I agree</source>
<translation type="unfinished">Estoy de acuerdo</translation>
</message>
<message>
<source>I dissent…</source>
<translation type="unfinished">Discrepo…</translation>
</message>
<message>
<source>It is in and open</source>
<translation type="unfinished">Está entregada y abierta</translation>
</message>
<message>
<source>It stands on the timeline, as what was identified in the state document, and in every export.</source>
<translation type="unfinished">Está en la cronología, como lo identificado en el documento de situación y en cada exportación.</translation>
</message>
<message>
<source>Last one in, all {count} opened</source>
<translation type="unfinished">Entregada la última, las {count} abiertas</translation>
</message>
<message>
<source>Last one in, both opened</source>
<translation type="unfinished">Entregada la última, ambas abiertas</translation>
</message>
<message>
<source>Later</source>
<translation type="unfinished">Después</translation>
</message>
<message>
<source>Make a fact of it…</source>
<translation type="unfinished">Hacer de ello un hecho…</translation>
</message>
<message>
<source>Match by hand</source>
<translation type="unfinished">Emparejar a mano</translation>
</message>
<message>
<source>Moderate agreement</source>
<translation type="unfinished">Acuerdo moderado</translation>
</message>
<message>
<source>More filters</source>
<translation type="unfinished">Más filtros</translation>
</message>
<message>
<source>Named in the light of the others</source>
<translation type="unfinished">Nombrado a la luz de los demás</translation>
</message>
<message>
<source>Next time open two or more on the question: one pair of eyes is biased.</source>
<translation type="unfinished">La próxima vez abra dos o más sobre la pregunta: un solo par de ojos es parcial.</translation>
</message>
<message>
<source>No contributing factor was named</source>
<translation type="unfinished">No se nombró ningún factor contribuyente</translation>
</message>
<message>
<source>No evidence was written down</source>
<translation type="unfinished">No se anotó ninguna prueba</translation>
</message>
<message>
<source>No factor was proposed and no evidence written down. What is added now is in the light of the others.</source>
<translation type="unfinished">No se propuso ningún factor ni se anotó ninguna prueba. Lo que se añada ahora es a la luz de los demás.</translation>
</message>
<message>
<source>No more than chance</source>
<translation type="unfinished">No más que el azar</translation>
</message>
<message>
<source>No other desk is in touch to read it</source>
<translation type="unfinished">Ningún otro puesto está en contacto para leerlo</translation>
</message>
<message>
<source>Not heard yet: {names}</source>
<translation type="unfinished">Aún sin noticias: {names}</translation>
</message>
<message>
<source>Nothing stands so</source>
<translation type="unfinished">Nada está así</translation>
</message>
<message>
<source>Nothing was found that could be compared</source>
<translation type="unfinished">No se halló nada que se pudiera comparar</translation>
</message>
<message>
<source>Nothing was said of this factor</source>
<translation type="unfinished">No se dijo nada de este factor</translation>
</message>
<message>
<source>Nothing was said of this piece of evidence</source>
<translation type="unfinished">No se dijo nada de esta prueba</translation>
</message>
<message>
<source>On the fact sheet it is fact {numbers}.</source>
<translation type="unfinished">En la hoja de hechos es el hecho {numbers}.</translation>
</message>
<message>
<source>One agrees</source>
<translation type="unfinished">Uno está de acuerdo</translation>
</message>
<message>
<source>One investigation alone agrees with nobody</source>
<translation type="unfinished">Una sola investigación no coincide con nadie</translation>
</message>
<message>
<source>One only</source>
<translation type="unfinished">Solo uno</translation>
</message>
<message>
<source>Only what contradicts is settled: press X on two factors first</source>
<translation type="unfinished">Solo se resuelve lo que se contradice: pulse antes X en dos factores</translation>
</message>
<message>
<source>Opened by {name}</source>
<translation type="unfinished">Abierto por {name}</translation>
</message>
<message>
<source>Other desks cannot be seen now</source>
<translation type="unfinished">Ahora no se ven otros puestos</translation>
</message>
<message>
<source>Propose a course…</source>
<translation type="unfinished">Proponer una medida…</translation>
</message>
<message>
<source>Record the conclusion</source>
<translation type="unfinished">Registrar la conclusión</translation>
</message>
<message>
<source>Said both ways?</source>
<translation type="unfinished">¿Dichos ambos?</translation>
</message>
<message>
<source>Same thing?</source>
<translation type="unfinished">¿Lo mismo?</translation>
</message>
<message>
<source>Seal of {letter} broken by {name}</source>
<translation type="unfinished">Sello de {letter} roto por {name}</translation>
</message>
<message>
<source>Settled</source>
<translation type="unfinished">Resuelto</translation>
</message>
<message>
<source>Settled against</source>
<translation type="unfinished">Resuelto en contra</translation>
</message>
<message>
<source>Shared</source>
<translation type="unfinished">Compartido</translation>
</message>
<message>
<source>Slight agreement</source>
<translation type="unfinished">Acuerdo leve</translation>
</message>
<message>
<source>So few factors bear no figure: one more or less would turn it round.</source>
<translation type="unfinished">Tan pocos factores no sostienen una cifra: uno más o menos le daría la vuelta.</translation>
</message>
<message>
<source>Substantial agreement</source>
<translation type="unfinished">Acuerdo considerable</translation>
</message>
<message>
<source>The seal</source>
<translation type="unfinished">El sello</translation>
</message>
<message>
<source>Too little to say</source>
<translation type="unfinished">Muy poco para decirlo</translation>
</message>
<message>
<source>What both are asked</source>
<translation type="unfinished">Qué se pregunta a ambos</translation>
</message>
<message>
<source>What led to it, in two or three sentences; people by role, never by name</source>
<translation type="unfinished">Qué llevó a ello, en dos o tres frases; la gente por su rol, nunca por su nombre</translation>
</message>
<message>
<source>What one investigation found</source>
<translation type="unfinished">Qué halló una investigación</translation>
</message>
<message>
<source>What the investigations come to</source>
<translation type="unfinished">A qué llegan las investigaciones</translation>
</message>
<message>
<source>What {count} blind investigations found</source>
<translation type="unfinished">Lo que hallaron {count} investigaciones a ciegas</translation>
</message>
<message>
<source>Why you see it otherwise; it stays word for word</source>
<translation type="unfinished">Por qué lo ve de otro modo; queda palabra por palabra</translation>
</message>
<message>
<source>a rare sight or a wrong turn</source>
<translation type="unfinished">una visión rara o un camino equivocado</translation>
</message>
<message>
<source>about what chance would give</source>
<translation type="unfinished">más o menos lo que daría el azar</translation>
</message>
<message>
<source>against</source>
<translation type="unfinished">en contra</translation>
</message>
<message>
<source>alike {figure}</source>
<translation type="unfinished">parecido {figure}</translation>
</message>
<message>
<source>all {count}</source>
<translation type="unfinished">las {count}</translation>
</message>
<message>
<source>all {whole}</source>
<translation type="unfinished">los {whole}</translation>
</message>
<message>
<source>another desk keeps them apart</source>
<translation type="unfinished">otro puesto los mantiene aparte</translation>
</message>
<message>
<source>ask both</source>
<translation type="unfinished">preguntar a ambos</translation>
</message>
<message>
<source>both</source>
<translation type="unfinished">ambos</translation>
</message>
<message>
<source>both cannot be right</source>
<translation type="unfinished">no pueden ser ciertos ambos</translation>
</message>
<message>
<source>both name {words}</source>
<translation type="unfinished">ambos nombran {words}</translation>
</message>
<message>
<source>broken</source>
<translation type="unfinished">roto</translation>
</message>
<message>
<source>by one only: rare sight or wrong turn</source>
<translation type="unfinished">de uno solo: visión rara o camino equivocado</translation>
</message>
<message>
<source>causes left, effects right</source>
<translation type="unfinished">causas a la izquierda, efectos a la derecha</translation>
</message>
<message>
<source>contradicting, ask before you build on it</source>
<translation type="unfinished">en contradicción, pregunte antes de apoyarse en ello</translation>
</message>
<message>
<source>contradicts</source>
<translation type="unfinished">contradice</translation>
</message>
<message>
<source>each in its own words</source>
<translation type="unfinished">cada uno con sus palabras</translation>
</message>
<message>
<source>eight</source>
<translation type="unfinished">ocho</translation>
</message>
<message>
<source>five</source>
<translation type="unfinished">cinco</translation>
</message>
<message>
<source>flowed in {clock} to all</source>
<translation type="unfinished">llegó {clock} a todas</translation>
</message>
<message>
<source>found apart by two or more</source>
<translation type="unfinished">hallado por separado por dos o más</translation>
</message>
<message>
<source>four</source>
<translation type="unfinished">cuatro</translation>
</message>
<message>
<source>in the light of the others</source>
<translation type="unfinished">a la luz de los demás</translation>
</message>
<message>
<source>keep apart</source>
<translation type="unfinished">mantener aparte</translation>
</message>
<message>
<source>match</source>
<translation type="unfinished">emparejar</translation>
</message>
<message>
<source>matched: {names}</source>
<translation type="unfinished">emparejado: {names}</translation>
</message>
<message>
<source>never broken</source>
<translation type="unfinished">nunca roto</translation>
</message>
<message>
<source>never saw it</source>
<translation type="unfinished">nunca lo vio</translation>
</message>
<message>
<source>nine</source>
<translation type="unfinished">nueve</translation>
</message>
<message>
<source>not on the timeline</source>
<translation type="unfinished">no está en la cronología</translation>
</message>
<message>
<source>not used</source>
<translation type="unfinished">sin usar</translation>
</message>
<message>
<source>nothing is shared</source>
<translation type="unfinished">no se comparte nada</translation>
</message>
<message>
<source>now</source>
<translation type="unfinished">ahora</translation>
</message>
<message>
<source>once all of the round are open</source>
<translation type="unfinished">cuando todas las de la ronda estén abiertas</translation>
</message>
<message>
<source>one desk says they are one, another keeps them apart</source>
<translation type="unfinished">un puesto dice que son uno, otro los mantiene aparte</translation>
</message>
<message>
<source>only later</source>
<translation type="unfinished">solo después</translation>
</message>
<message>
<source>only {letter}</source>
<translation type="unfinished">solo {letter}</translation>
</message>
<message>
<source>open its matrix</source>
<translation type="unfinished">abrir su matriz</translation>
</message>
<message>
<source>settle</source>
<translation type="unfinished">resolver</translation>
</message>
<message>
<source>seven</source>
<translation type="unfinished">siete</translation>
</message>
<message>
<source>share {pieces}</source>
<translation type="unfinished">compartir {pieces}</translation>
</message>
<message>
<source>six</source>
<translation type="unfinished">seis</translation>
</message>
<message>
<source>take back</source>
<translation type="unfinished">retirar</translation>
</message>
<message>
<source>they could read each other: not counted as found apart</source>
<translation type="unfinished">podían leerse entre sí: no cuenta como hallado por separado</translation>
</message>
<message>
<source>three</source>
<translation type="unfinished">tres</translation>
</message>
<message>
<source>trust low</source>
<translation type="unfinished">confianza baja</translation>
</message>
<message>
<source>two</source>
<translation type="unfinished">dos</translation>
</message>
<message>
<source>used</source>
<translation type="unfinished">usado</translation>
</message>
<message>
<source>what was held against it stands on the record</source>
<translation type="unfinished">lo que se le objetó está en el registro</translation>
</message>
<message>
<source>you write it</source>
<translation type="unfinished">usted lo escribe</translation>
</message>
<message>
<source>{count} additions in the light of the others</source>
<translation type="unfinished">{count} añadidos a la luz de los demás</translation>
</message>
<message>
<source>{count} agree</source>
<translation type="unfinished">{count} de acuerdo</translation>
</message>
<message>
<source>{count} desks in touch read it</source>
<translation type="unfinished">{count} puestos en contacto lo leen</translation>
</message>
<message>
<source>{count} different factors in all</source>
<translation type="unfinished">{count} factores distintos en total</translation>
</message>
<message>
<source>{count} more dissent; the export has them all</source>
<translation type="unfinished">{count} discrepancias más; la exportación las tiene todas</translation>
</message>
<message>
<source>{count} of the round still sealed</source>
<translation type="unfinished">{count} de la ronda aún selladas</translation>
</message>
<message>
<source>{count} pieces</source>
<translation type="unfinished">{count} piezas</translation>
</message>
<message>
<source>{count} times what chance would give</source>
<translation type="unfinished">{count} veces lo que daría el azar</translation>
</message>
<message>
<source>{lacking} of {whole}; the others were used by all</source>
<translation type="unfinished">{lacking} de {whole}; las demás las usaron todos</translation>
</message>
<message>
<source>{low} to {high} with any one factor left out. Cohen's kappa, the mean over {pairs} pairs; by chance each draws from {kinds} kinds of factor.</source>
<translation type="unfinished">{low} a {high} si se deja fuera cualquier factor. Kappa de Cohen, la media de {pairs} pares; al azar cada uno saca de {kinds} tipos de factor.</translation>
</message>
<message>
<source>{names} writes it</source>
<translation type="unfinished">{names} lo escribe</translation>
</message>
<message>
<source>{name} dissents</source>
<translation type="unfinished">{name} discrepa</translation>
</message>
<message>
<source>{name} wrote it</source>
<translation type="unfinished">{name} lo escribió</translation>
</message>
<message>
<source>{one} against {other}</source>
<translation type="unfinished">{one} frente a {other}</translation>
</message>
<message>
<source>{one} and {other}: {why}</source>
<translation type="unfinished">{one} y {other}: {why}</translation>
</message>
<message>
<source>“{one}” and “{other}” cannot both be right: what would show which holds?</source>
<translation type="unfinished">«{one}» y «{other}» no pueden ser ciertos ambos: ¿qué mostraría cuál vale?</translation>
</message>
</context>
<context>
<name>ComparisonHead</name>
<message>
<source>Who found it</source>
<translation type="unfinished">Quién lo halló</translation>
</message>
</context>
<context>
<name>ComparisonModel</name>
<message>
<source>Who found it</source>
<translation type="unfinished">Quién lo halló</translation>
</message>
<message>
<source>not named</source>
<translation type="unfinished">sin nombrar</translation>
</message>
<message>
<source>with the file {name}</source>
<translation type="unfinished">con el archivo {name}</translation>
</message>
</context>
<context>
<name>ComparisonView</name>
<message>
<source>Ask both</source>
<translation type="unfinished">Preguntar a ambos</translation>
</message>
<message>
<source>Contradicts…</source>
<translation type="unfinished">Contradice…</translation>
</message>
<message>
<source>Go to a factor or a piece of evidence first, then press M</source>
<translation type="unfinished">Vaya antes a un factor o una prueba y pulse M</translation>
</message>
<message>
<source>Keep apart</source>
<translation type="unfinished">Mantener aparte</translation>
</message>
<message>
<source>Match</source>
<translation type="unfinished">Emparejar</translation>
</message>
<message>
<source>Not the same as…</source>
<translation type="unfinished">No es lo mismo que…</translation>
</message>
<message>
<source>Of two pieces of evidence, M says that they are one, and U takes it back</source>
<translation type="unfinished">De dos pruebas, M dice que son una, y U lo retira</translation>
</message>
<message>
<source>Open its investigation</source>
<translation type="unfinished">Abrir su investigación</translation>
</message>
<message>
<source>Settle</source>
<translation type="unfinished">Resolver</translation>
</message>
<message>
<source>Settle…</source>
<translation type="unfinished">Resolver…</translation>
</message>
<message>
<source>Take back what was said</source>
<translation type="unfinished">Retirar lo dicho</translation>
</message>
<message>
<source>The same as…</source>
<translation type="unfinished">Lo mismo que…</translation>
</message>
<message>
<source>What the investigations found, side by side</source>
<translation type="unfinished">Lo que hallaron las investigaciones, lado a lado</translation>
</message>
<message>
<source>{name}: go to another investigation's factor; M matches, K keeps apart, X contradicts, Esc ends</source>
<translation type="unfinished">{name}: vaya al factor de otra investigación; M empareja, K mantiene aparte, X contradice, Esc termina</translation>
</message>
<message>
<source>{name}: go to another investigation's piece of evidence; M matches, Esc ends</source>
<translation type="unfinished">{name}: vaya a la prueba de otra investigación; M empareja, Esc termina</translation>
</message>
</context>
<context>
<name>Completion</name>
<message>
<source>nobody yet</source>
<translation type="unfinished">aún nadie</translation>
</message>
</context>
<context>
<name>ConflictDialog</name>
<message>
<source>(nothing)</source>
<translation type="unfinished">(nada)</translation>
</message>
<message>
<source>Each was set without knowing of the other. Both stay on the record; choose what holds.</source>
<translation type="unfinished">Cada uno se puso sin saber del otro. Ambos quedan en el registro; elija cuál vale.</translation>
</message>
<message>
<source>Not now</source>
<translation type="unfinished">Ahora no</translation>
</message>
<message>
<source>What was not chosen stays readable in the timeline</source>
<translation type="unfinished">Lo no elegido sigue legible en la cronología</translation>
</message>
<message>
<source>{field}: two desks, two answers</source>
<translation type="unfinished">{field}: dos puestos, dos respuestas</translation>
</message>
</context>
<context>
<name>Conflicts</name>
<message>
<source>Impact ended</source>
<translation type="unfinished">Fin del impacto</translation>
</message>
<message>
<source>Impact started</source>
<translation type="unfinished">Inicio del impacto</translation>
</message>
<message>
<source>Services</source>
<translation type="unfinished">Servicios</translation>
</message>
<message>
<source>Severity</source>
<translation type="unfinished">Gravedad</translation>
</message>
<message>
<source>State</source>
<translation type="unfinished">Estado</translation>
</message>
<message>
<source>Title</source>
<translation type="unfinished">Título</translation>
</message>
<message>
<source>Who is affected</source>
<translation type="unfinished">A quién afecta</translation>
</message>
<message>
<source>also changed by {names}</source>
<translation type="unfinished">también cambiado por {names}</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">nadie</translation>
</message>
<message>
<source>not known</source>
<translation type="unfinished">no se sabe</translation>
</message>
<message>
<source>{field} also changed by {names}</source>
<translation type="unfinished">{field} también cambiado por {names}</translation>
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
<translation type="unfinished">Medida {number}</translation>
</message>
<message>
<source>Task {number}</source>
<translation type="unfinished">Tarea {number}</translation>
</message>
<message>
<source>done</source>
<translation type="unfinished">hecho</translation>
</message>
<message>
<source>done, read back by {name}</source>
<translation type="unfinished">hecho, releído por {name}</translation>
</message>
<message>
<source>goes on in {number}</source>
<translation type="unfinished">sigue en {number}</translation>
</message>
<message>
<source>it goes on</source>
<translation type="unfinished">continúa</translation>
</message>
<message>
<source>not needed</source>
<translation type="unfinished">no hace falta</translation>
</message>
<message>
<source>skipped</source>
<translation type="unfinished">omitido</translation>
</message>
<message>
<source>{course}, step {step}</source>
<translation type="unfinished">{course}, paso {step}</translation>
</message>
<message>
<source>{course}, until when</source>
<translation type="unfinished">{course}, hasta cuándo</translation>
</message>
<message>
<source>{name} goes on with it</source>
<translation type="unfinished">{name} sigue con ello</translation>
</message>
<message>
<source>{task}, by when</source>
<translation type="unfinished">{task}, para cuándo</translation>
</message>
<message>
<source>{task}, how it ended</source>
<translation type="unfinished">{task}, cómo acabó</translation>
</message>
</context>
<context>
<name>Console</name>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>That did not work</source>
<translation type="unfinished">Eso no funcionó</translation>
</message>
</context>
<context>
<name>Corner</name>
<message>
<source>Evidence, most telling first</source>
<translation type="unfinished">Pruebas, las más reveladoras primero</translation>
</message>
<message>
<source>Least against is first; trust weighs. The whole sentence stands below.</source>
<translation type="unfinished">Primero lo que menos tiene en contra; la confianza pesa. La frase entera está abajo.</translation>
</message>
<message>
<source>Ranked by least against</source>
<translation type="unfinished">Ordenado por lo que menos tiene en contra</translation>
</message>
<message>
<source>Trust</source>
<translation type="unfinished">Confianza</translation>
</message>
<message>
<source>What counts against a hypothesis is added up, weighted by trust. What fits it is not: one fact can fit many.</source>
<translation type="unfinished">Lo que cuenta contra una hipótesis se suma, ponderado por la confianza. Lo que encaja, no: un hecho puede encajar con muchas.</translation>
</message>
<message>
<source>against, weighted</source>
<translation type="unfinished">en contra, ponderado</translation>
</message>
</context>
<context>
<name>Correct</name>
<message>
<source>Corrected before</source>
<translation type="unfinished">Corregido antes</translation>
</message>
<message>
<source>The line as it stands</source>
<translation type="unfinished">La línea como está</translation>
</message>
<message>
<source>The right words</source>
<translation type="unfinished">Las palabras correctas</translation>
</message>
<message>
<source>When it happened</source>
<translation type="unfinished">Cuándo ocurrió</translation>
</message>
<message>
<source>Why</source>
<translation type="unfinished">Por qué</translation>
</message>
<message>
<source>optional; stays on the record</source>
<translation type="unfinished">opcional; queda en el registro</translation>
</message>
</context>
<context>
<name>CorrectDialog</name>
<message>
<source>Correct</source>
<translation type="unfinished">Corregir</translation>
</message>
<message>
<source>Correct a line</source>
<translation type="unfinished">Corregir una línea</translation>
</message>
<message>
<source>Take the line back</source>
<translation type="unfinished">Retirar la línea</translation>
</message>
<message>
<source>What it said before stays on the record</source>
<translation type="unfinished">Lo que decía antes queda en el registro</translation>
</message>
<message>
<source>When it happened</source>
<translation type="unfinished">Cuándo ocurrió</translation>
</message>
<message>
<source>{moment}, {name}: it said “{text}”</source>
<translation type="unfinished">{moment}, {name}: decía «{text}»</translation>
</message>
</context>
<context>
<name>Course</name>
<message>
<source>Investigate</source>
<translation type="unfinished">Investigar</translation>
</message>
<message>
<source>Mitigate</source>
<translation type="unfinished">Mitigar</translation>
</message>
<message>
<source>Mitigated</source>
<translation type="unfinished">Mitigado</translation>
</message>
<message>
<source>Reopen</source>
<translation type="unfinished">Reabrir</translation>
</message>
<message>
<source>Resolve</source>
<translation type="unfinished">Resolver</translation>
</message>
<message>
<source>Reviewed</source>
<translation type="unfinished">Revisado</translation>
</message>
<message>
<source>Work on it</source>
<translation type="unfinished">Trabajar en ello</translation>
</message>
</context>
<context>
<name>CourseDialog</name>
<message>
<source>15 min more</source>
<translation type="unfinished">15 min más</translation>
</message>
<message>
<source>Approve</source>
<translation type="unfinished">Aprobar</translation>
</message>
<message>
<source>Begin</source>
<translation type="unfinished">Empezar</translation>
</message>
<message>
<source>Course {number}</source>
<translation type="unfinished">Medida {number}</translation>
</message>
<message>
<source>Decline</source>
<translation type="unfinished">Rechazar</translation>
</message>
<message>
<source>Every word and every step stands in the timeline</source>
<translation type="unfinished">Cada palabra y cada paso están en la cronología</translation>
</message>
<message>
<source>Failed</source>
<translation type="unfinished">Falló</translation>
</message>
<message>
<source>Rolled back</source>
<translation type="unfinished">Revertida</translation>
</message>
<message>
<source>Rolled back after all</source>
<translation type="unfinished">Revertida al final</translation>
</message>
<message>
<source>What was seen of it: which number moved, and how far</source>
<translation type="unfinished">Qué se vio: qué cifra se movió y cuánto</translation>
</message>
<message>
<source>What was seen when it was undone</source>
<translation type="unfinished">Qué se vio al deshacerla</translation>
</message>
<message>
<source>Who leads the work, if not you</source>
<translation type="unfinished">Quién dirige el trabajo, si no usted</translation>
</message>
<message>
<source>Why, or why not</source>
<translation type="unfinished">Por qué, o por qué no</translation>
</message>
<message>
<source>Worked</source>
<translation type="unfinished">Funcionó</translation>
</message>
</context>
<context>
<name>CourseTold</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>Choose</source>
<translation type="unfinished">Elegir</translation>
</message>
<message>
<source>How it is undone</source>
<translation type="unfinished">Cómo se deshace</translation>
</message>
<message>
<source>How long it takes</source>
<translation type="unfinished">Cuánto tarda</translation>
</message>
<message>
<source>Steps</source>
<translation type="unfinished">Pasos</translation>
</message>
<message>
<source>What could go wrong</source>
<translation type="unfinished">Qué podría salir mal</translation>
</message>
<message>
<source>What it brings</source>
<translation type="unfinished">Qué aporta</translation>
</message>
<message>
<source>What it needs</source>
<translation type="unfinished">Qué necesita</translation>
</message>
<message>
<source>done, {name}</source>
<translation type="unfinished">hecho, {name}</translation>
</message>
<message>
<source>not said</source>
<translation type="unfinished">sin decir</translation>
</message>
<message>
<source>skipped, {name}</source>
<translation type="unfinished">omitido, {name}</translation>
</message>
<message>
<source>{done} of {count}</source>
<translation type="unfinished">{done} de {count}</translation>
</message>
</context>
<context>
<name>CourseWords</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>Approved</source>
<translation type="unfinished">Aprobado</translation>
</message>
<message>
<source>Carrying out</source>
<translation type="unfinished">En ejecución</translation>
</message>
<message>
<source>Course {number}, {stand}: {words}. {foot}</source>
<translation type="unfinished">Medida {number}, {stand}: {words}. {foot}</translation>
</message>
<message>
<source>Done</source>
<translation type="unfinished">Hecho</translation>
</message>
<message>
<source>Proposed</source>
<translation type="unfinished">Propuesto</translation>
</message>
<message>
<source>approved</source>
<translation type="unfinished">aprobado</translation>
</message>
<message>
<source>by {name} {clock}</source>
<translation type="unfinished">por {name} {clock}</translation>
</message>
<message>
<source>declined</source>
<translation type="unfinished">rechazado</translation>
</message>
<message>
<source>failed</source>
<translation type="unfinished">falló</translation>
</message>
<message>
<source>needs {needs}</source>
<translation type="unfinished">necesita {needs}</translation>
</message>
<message>
<source>only if: {what}</source>
<translation type="unfinished">solo si: {what}</translation>
</message>
<message>
<source>proposed</source>
<translation type="unfinished">propuesto</translation>
</message>
<message>
<source>read back by a second person</source>
<translation type="unfinished">releído por una segunda persona</translation>
</message>
<message>
<source>rolled back</source>
<translation type="unfinished">revertida</translation>
</message>
<message>
<source>split off</source>
<translation type="unfinished">separar</translation>
</message>
<message>
<source>under way</source>
<translation type="unfinished">en marcha</translation>
</message>
<message>
<source>until {clock}</source>
<translation type="unfinished">hasta {clock}</translation>
</message>
<message>
<source>waits for a go-ahead</source>
<translation type="unfinished">espera vía libre</translation>
</message>
<message>
<source>worked</source>
<translation type="unfinished">funcionó</translation>
</message>
<message>
<source>{done} of {count} steps</source>
<translation type="unfinished">{done} de {count} pasos</translation>
</message>
<message>
<source>{late}, was to end {clock}</source>
<translation type="unfinished">{late}, debía acabar {clock}</translation>
</message>
</context>
<context>
<name>CoursesPanel</name>
<message>
<source>Compare</source>
<translation type="unfinished">Comparar</translation>
</message>
<message>
<source>Courses of action</source>
<translation type="unfinished">Medidas</translation>
</message>
<message>
<source>Propose</source>
<translation type="unfinished">Proponer</translation>
</message>
<message>
<source>Propose a course of action</source>
<translation type="unfinished">Proponer una medida</translation>
</message>
<message>
<source>none proposed yet</source>
<translation type="unfinished">aún ninguna propuesta</translation>
</message>
<message>
<source>{count} late</source>
<translation type="unfinished">{count} tarde</translation>
</message>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} más</translation>
</message>
<message>
<source>{count} wait for a yes</source>
<translation type="unfinished">{count} esperan un sí</translation>
</message>
</context>
<context>
<name>CrashBar</name>
<message>
<source>Hide</source>
<translation type="unfinished">Ocultar</translation>
</message>
<message>
<source>Open the window anew</source>
<translation type="unfinished">Abrir la ventana de nuevo</translation>
</message>
<message>
<source>Show the report</source>
<translation type="unfinished">Mostrar el informe</translation>
</message>
<message>
<source>Something went wrong inside. The record is whole. If the window looks wrong, open it anew: nothing that was saved is lost. The report holds nobody's words.</source>
<translation type="unfinished">Algo falló por dentro. El registro está intacto. Si la ventana se ve mal, ábrala de nuevo: no se pierde nada guardado. El informe no contiene palabras de nadie.</translation>
</message>
<message>
<source>The last time, the window ended without being closed. Everything that said it was saved is here; what was half typed is where you left it.</source>
<translation type="unfinished">La última vez, la ventana terminó sin cerrarse. Todo lo que dijo estar guardado está aquí; lo escrito a medias está donde lo dejó.</translation>
</message>
</context>
<context>
<name>CustomersRoom</name>
<message>
<source>Nothing to judge</source>
<translation type="unfinished">Nada que valorar</translation>
</message>
<message>
<source>Reports of customers</source>
<translation type="unfinished">Reportes de clientes</translation>
</message>
<message>
<source>What customers report comes up here by itself.</source>
<translation type="unfinished">Lo que reportan los clientes aparece aquí por sí solo.</translation>
</message>
</context>
<context>
<name>DecideDialog</name>
<message>
<source>A way back</source>
<translation type="unfinished">Una vuelta atrás</translation>
</message>
<message>
<source>An objection stops nothing; it stands beside the decision</source>
<translation type="unfinished">Una objeción no detiene nada; está junto a la decisión</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Decided by</source>
<translation type="unfinished">Decidido por</translation>
</message>
<message>
<source>If somebody else decided: who</source>
<translation type="unfinished">Si decidió otra persona: quién</translation>
</message>
<message>
<source>Instead of what</source>
<translation type="unfinished">En vez de qué</translation>
</message>
<message>
<source>Look at it again in</source>
<translation type="unfinished">Volver a mirarlo en</translation>
</message>
<message>
<source>Replay the binary logs: some hours longer</source>
<translation type="unfinished">Reproducir los registros binarios: algunas horas más</translation>
</message>
<message>
<source>Restore from the 17:20 snapshot</source>
<translation type="unfinished">Restaurar de la instantánea de las 17:20</translation>
</message>
<message>
<source>Strong objection?</source>
<translation type="unfinished">¿Objeción fuerte?</translation>
</message>
<message>
<source>The dump of 18:00 is empty</source>
<translation type="unfinished">El volcado de las 18:00 está vacío</translation>
</message>
<message>
<source>What is decided</source>
<translation type="unfinished">Qué se decide</translation>
</message>
<message>
<source>What they object</source>
<translation type="unfinished">Qué objetan</translation>
</message>
<message>
<source>Who</source>
<translation type="unfinished">Quién</translation>
</message>
<message>
<source>Why</source>
<translation type="unfinished">Por qué</translation>
</message>
<message>
<source>Write down a decision</source>
<translation type="unfinished">Anotar una decisión</translation>
</message>
<message>
<source>Write it down</source>
<translation type="unfinished">Anotarlo</translation>
</message>
<message>
<source>ask it aloud: who cannot live with this?</source>
<translation type="unfinished">pregunte en voz alta: ¿quién no puede vivir con esto?</translation>
</message>
<message>
<source>asked: none</source>
<translation type="unfinished">preguntados: ninguno</translation>
</message>
<message>
<source>can be undone</source>
<translation type="unfinished">se puede deshacer</translation>
</message>
<message>
<source>no way back</source>
<translation type="unfinished">sin vuelta atrás</translation>
</message>
<message>
<source>not again</source>
<translation type="unfinished">no otra vez</translation>
</message>
<message>
<source>not asked</source>
<translation type="unfinished">sin preguntar</translation>
</message>
<message>
<source>not known</source>
<translation type="unfinished">no se sabe</translation>
</message>
<message>
<source>somebody objects</source>
<translation type="unfinished">alguien objeta</translation>
</message>
</context>
<context>
<name>Declare</name>
<message>
<source>Pushes fail for many</source>
<translation type="unfinished">Los push fallan para muchos</translation>
</message>
<message>
<source>What does it do to customers?</source>
<translation type="unfinished">¿Qué les hace a los clientes?</translation>
</message>
<message>
<source>What is wrong?</source>
<translation type="unfinished">¿Qué va mal?</translation>
</message>
<message>
<source>When did it start?</source>
<translation type="unfinished">¿Cuándo empezó?</translation>
</message>
<message>
<source>Which services?</source>
<translation type="unfinished">¿Qué servicios?</translation>
</message>
<message>
<source>in words a customer would use</source>
<translation type="unfinished">con palabras que usaría un cliente</translation>
</message>
<message>
<source>keys 1 to 4; Alt+1 to 4 while typing</source>
<translation type="unfinished">teclas 1 a 4; Alt+1 a 4 al escribir</translation>
</message>
<message>
<source>optional; keys 1 to 9</source>
<translation type="unfinished">opcional; teclas 1 a 9</translation>
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
<translation type="unfinished">Declarar incidente</translation>
</message>
<message>
<source>Declare it first, or close it: what you typed here is kept nowhere</source>
<translation type="unfinished">Declárelo antes o ciérrelo: lo que escribió aquí no se guarda en ningún sitio</translation>
</message>
<message>
<source>Declare {severity}</source>
<translation type="unfinished">Declarar {severity}</translation>
</message>
<message>
<source>Declare, severity later</source>
<translation type="unfinished">Declarar, gravedad después</translation>
</message>
<message>
<source>Keep as draft</source>
<translation type="unfinished">Guardar como borrador</translation>
</message>
<message>
<source>Not declared: {reason}</source>
<translation type="unfinished">No declarado: {reason}</translation>
</message>
<message>
<source>Open for {seconds} s</source>
<translation type="unfinished">Abrir durante {seconds} s</translation>
</message>
<message>
<source>When did it start?</source>
<translation type="unfinished">¿Cuándo empezó?</translation>
</message>
<message>
<source>Works with no network: saved on this disk first</source>
<translation type="unfinished">Funciona sin red: primero se guarda en este disco</translation>
</message>
</context>
<context>
<name>DemoBar</name>
<message>
<source>As fast as it goes</source>
<translation type="unfinished">Tan rápido como pueda</translation>
</message>
<message>
<source>Demo</source>
<translation type="unfinished">Demo</translation>
</message>
<message>
<source>Go on</source>
<translation type="unfinished">Seguir</translation>
</message>
<message>
<source>How far the demo is</source>
<translation type="unfinished">Por dónde va la demo</translation>
</message>
<message>
<source>How many times faster</source>
<translation type="unfinished">Cuántas veces más rápido</translation>
</message>
<message>
<source>Next event</source>
<translation type="unfinished">Siguiente suceso</translation>
</message>
<message>
<source>Pause</source>
<translation type="unfinished">Pausa</translation>
</message>
<message>
<source>The demo is over; the board is yours</source>
<translation type="unfinished">La demo terminó; el tablero es suyo</translation>
</message>
<message>
<source>passed over, because they were done already: {count}</source>
<translation type="unfinished">pasados por alto, porque ya estaban hechos: {count}</translation>
</message>
<message>
<source>{done} of {total} steps</source>
<translation type="unfinished">{done} de {total} pasos</translation>
</message>
<message>
<source>{times} times as fast</source>
<translation type="unfinished">{times} veces más rápido</translation>
</message>
</context>
<context>
<name>DemoCard</name>
<message>
<source>1 minute</source>
<translation type="unfinished">1 minuto</translation>
</message>
<message>
<source>A real incident, played at 60 times its speed in a window of its own. You may press everything; nothing leaves this computer, and your own record stays as it is.</source>
<translation type="unfinished">Un incidente real, reproducido a 60 veces su velocidad en una ventana propia. Puede pulsarlo todo; nada sale de este equipo y su propio registro queda como está.</translation>
</message>
<message>
<source>It opens in a window of its own; close that to come back here.</source>
<translation type="unfinished">Se abre en una ventana propia; ciérrela para volver aquí.</translation>
</message>
<message>
<source>Look at a demo</source>
<translation type="unfinished">Ver una demo</translation>
</message>
<message>
<source>Which incident</source>
<translation type="unfinished">Qué incidente</translation>
</message>
<message>
<source>{count} minutes</source>
<translation type="unfinished">{count} minutos</translation>
</message>
</context>
<context>
<name>Dialog</name>
<message>
<source>Close (Esc)</source>
<translation type="unfinished">Cerrar (Esc)</translation>
</message>
<message>
<source>as you left it</source>
<translation type="unfinished">como lo dejó</translation>
</message>
</context>
<context>
<name>DialogLines</name>
<message>
<source>adopted by {name}</source>
<translation type="unfinished">adoptado por {name}</translation>
</message>
</context>
<context>
<name>DiskPage</name>
<message>
<source>1 kept</source>
<translation type="unfinished">1 cumplida</translation>
</message>
<message>
<source>Every entry is as it was written.</source>
<translation type="unfinished">Cada entrada está como se escribió.</translation>
</message>
<message>
<source>None yet; the window takes one every hour</source>
<translation type="unfinished">Aún ninguna; la ventana hace una cada hora</translation>
</message>
<message>
<source>To put a backup in place, close the window and run: {command}</source>
<translation type="unfinished">Para poner una copia en su sitio, cierre la ventana y ejecute: {command}</translation>
</message>
<message>
<source>What this desk needs</source>
<translation type="unfinished">Qué necesita este puesto</translation>
</message>
<message>
<source>looked at when this page is opened</source>
<translation type="unfinished">se mira cuando se abre esta página</translation>
</message>
<message>
<source>{count} kept</source>
<translation type="unfinished">{count} cumplidas</translation>
</message>
<message>
<source>{count}, the newest {name}</source>
<translation type="unfinished">{count}, el más nuevo {name}</translation>
</message>
</context>
<context>
<name>Dots</name>
<message>
<source>Step {at} of {count}</source>
<translation type="unfinished">Paso {at} de {count}</translation>
</message>
</context>
<context>
<name>DraftEdit</name>
<message>
<source>A message has at most {limit} KiB; what you paste would make it longer.</source>
<translation type="unfinished">Un mensaje tiene como mucho {limit} KiB; lo que pega lo haría más largo.</translation>
</message>
</context>
<context>
<name>DraftingCentre</name>
<message>
<source>A message is written once, for each of its channels, by as many as like to.</source>
<translation type="unfinished">Un mensaje se escribe una vez, para cada uno de sus canales, por cuantos quieran.</translation>
</message>
<message>
<source>Checks</source>
<translation type="unfinished">Comprobaciones</translation>
</message>
<message>
<source>Draft the holding statement</source>
<translation type="unfinished">Redactar el mensaje inicial</translation>
</message>
<message>
<source>Everything written is out</source>
<translation type="unfinished">Todo lo escrito ha salido</translation>
</message>
<message>
<source>Facts to draw on</source>
<translation type="unfinished">Hechos en que apoyarse</translation>
</message>
<message>
<source>Messages</source>
<translation type="unfinished">Mensajes</translation>
</message>
<message>
<source>New message…</source>
<translation type="unfinished">Mensaje nuevo…</translation>
</message>
<message>
<source>None on the sheet yet: /fact says one</source>
<translation type="unfinished">Aún ninguno en la hoja: /fact dice uno</translation>
</message>
<message>
<source>Nothing sent yet</source>
<translation type="unfinished">Aún nada enviado</translation>
</message>
<message>
<source>Write the next update</source>
<translation type="unfinished">Escribir la próxima novedad</translation>
</message>
<message>
<source>believed</source>
<translation type="unfinished">creído</translation>
</message>
<message>
<source>confirmed</source>
<translation type="unfinished">confirmado</translation>
</message>
<message>
<source>says the next at {clock}</source>
<translation type="unfinished">dice la próxima a las {clock}</translation>
</message>
</context>
<context>
<name>DraftingPanel</name>
<message>
<source>All {count}</source>
<translation type="unfinished">Todos ({count})</translation>
</message>
<message>
<source>Another…</source>
<translation type="unfinished">Otro…</translation>
</message>
<message>
<source>Approval</source>
<translation type="unfinished">Aprobación</translation>
</message>
<message>
<source>Draft the holding statement</source>
<translation type="unfinished">Redactar el mensaje inicial</translation>
</message>
<message>
<source>Everything written is out</source>
<translation type="unfinished">Todo lo escrito ha salido</translation>
</message>
<message>
<source>First words first: F8 writes them.</source>
<translation type="unfinished">Primero las primeras palabras: F8 las escribe.</translation>
</message>
<message>
<source>Messages</source>
<translation type="unfinished">Mensajes</translation>
</message>
<message>
<source>Nothing sent yet</source>
<translation type="unfinished">Aún nada enviado</translation>
</message>
<message>
<source>Sent</source>
<translation type="unfinished">Enviado</translation>
</message>
<message>
<source>The next word goes out by the time above.</source>
<translation type="unfinished">La próxima palabra sale a la hora de arriba.</translation>
</message>
<message>
<source>Write the next update</source>
<translation type="unfinished">Escribir la próxima novedad</translation>
</message>
<message>
<source>Write what goes out next</source>
<translation type="unfinished">Escribir lo que sale después</translation>
</message>
</context>
<context>
<name>DuePanel</name>
<message>
<source>Next by the plan</source>
<translation type="unfinished">Siguiente según el plan</translation>
</message>
<message>
<source>Nothing is due: every step with a time is done</source>
<translation type="unfinished">No vence nada: todo paso con hora está hecho</translation>
</message>
<message>
<source>{count} late</source>
<translation type="unfinished">{count} tarde</translation>
</message>
<message>
<source>{count} more, in the roles</source>
<translation type="unfinished">{count} más, en los roles</translation>
</message>
<message>
<source>{count} to do</source>
<translation type="unfinished">{count} por hacer</translation>
</message>
</context>
<context>
<name>DueWords</name>
<message>
<source>due now</source>
<translation type="unfinished">vence ahora</translation>
</message>
<message>
<source>for {span}</source>
<translation type="unfinished">durante {span}</translation>
</message>
<message>
<source>in {span}</source>
<translation type="unfinished">en {span}</translation>
</message>
<message>
<source>just now</source>
<translation type="unfinished">ahora mismo</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">{span} tarde</translation>
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
<translation type="unfinished">Traspasar</translation>
</message>
<message>
<source>Hand over the shift</source>
<translation type="unfinished">Traspasar el turno</translation>
</message>
<message>
<source>It stands in the duty log, and the next shift begins with it</source>
<translation type="unfinished">Está en el libro de guardia, y el turno siguiente empieza con ello</translation>
</message>
<message>
<source>What they must know</source>
<translation type="unfinished">Qué deben saber</translation>
</message>
<message>
<source>Who is on duty next?</source>
<translation type="unfinished">¿Quién está de guardia después?</translation>
</message>
<message>
<source>filled from the log of this shift and from what is planned</source>
<translation type="unfinished">llenado del libro de este turno y de lo previsto</translation>
</message>
</context>
<context>
<name>DutyLogPanel</name>
<message>
<source>1 line</source>
<translation type="unfinished">1 línea</translation>
</message>
<message>
<source>Duty log</source>
<translation type="unfinished">Libro de guardia</translation>
</message>
<message>
<source>Hand over the shift…</source>
<translation type="unfinished">Traspasar el turno…</translation>
</message>
<message>
<source>Note something in the duty log</source>
<translation type="unfinished">Anotar algo en el libro de guardia</translation>
</message>
<message>
<source>Nothing was noted yet</source>
<translation type="unfinished">Aún no se anotó nada</translation>
</message>
<message>
<source>That needs an incident: declare one first (Ctrl+D).</source>
<translation type="unfinished">Eso necesita un incidente: declare uno antes (Ctrl+D).</translation>
</message>
<message>
<source>The duty log</source>
<translation type="unfinished">El libro de guardia</translation>
</message>
<message>
<source>Type what you notice and press Enter; it belongs to no incident yet</source>
<translation type="unfinished">Escriba lo que nota y pulse Enter; aún no pertenece a ningún incidente</translation>
</message>
<message>
<source>What is noted here goes into the next handover, and an incident can adopt it with its times</source>
<translation type="unfinished">Lo que se anota aquí va al próximo traspaso, y un incidente puede adoptarlo con sus horas</translation>
</message>
<message>
<source>Write the first line</source>
<translation type="unfinished">Escribir la primera línea</translation>
</message>
<message>
<source>{count} lines</source>
<translation type="unfinished">{count} líneas</translation>
</message>
<message>
<source>{lines} in the last 12 h</source>
<translation type="unfinished">{lines} en las últimas 12 h</translation>
</message>
<message>
<source>{lines} in this shift, since {clock}</source>
<translation type="unfinished">{lines} en este turno, desde {clock}</translation>
</message>
</context>
<context>
<name>ElsewhereWords</name>
<message>
<source>Also in {count} others: {numbers}</source>
<translation type="unfinished">También en otros {count}: {numbers}</translation>
</message>
<message>
<source>Also in {number}: {parts}</source>
<translation type="unfinished">También en {number}: {parts}</translation>
</message>
<message>
<source>also in {numbers}</source>
<translation type="unfinished">también en {numbers}</translation>
</message>
<message>
<source>also {parts} in {number}</source>
<translation type="unfinished">también {parts} en {number}</translation>
</message>
<message>
<source>{number} {title}: {parts}</source>
<translation type="unfinished">{number} {title}: {parts}</translation>
</message>
<message>
<source>{words} (restricted: not for every ear)</source>
<translation type="unfinished">{words} (restringido: no para cualquier oído)</translation>
</message>
</context>
<context>
<name>EnquiryCard</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>Answered</source>
<translation type="unfinished">Respondida</translation>
</message>
<message>
<source>Answered {clock} by {name}: {words}</source>
<translation type="unfinished">Respondida {clock} por {name}: {words}</translation>
</message>
<message>
<source>Approve the line</source>
<translation type="unfinished">Aprobar la línea</translation>
</message>
<message>
<source>Enquiry {number}</source>
<translation type="unfinished">Consulta {number}</translation>
</message>
<message>
<source>I answer it</source>
<translation type="unfinished">Yo la respondo</translation>
</message>
<message>
<source>No answer</source>
<translation type="unfinished">Sin respuesta</translation>
</message>
<message>
<source>Prepared answers</source>
<translation type="unfinished">Respuestas preparadas</translation>
</message>
<message>
<source>Put off</source>
<translation type="unfinished">Aplazar</translation>
</message>
<message>
<source>Say first what was answered</source>
<translation type="unfinished">Diga antes qué se respondió</translation>
</message>
<message>
<source>Say first why it gets no answer</source>
<translation type="unfinished">Diga antes por qué no obtiene respuesta</translation>
</message>
<message>
<source>They were told fact {number}, which is withdrawn: “{words}”</source>
<translation type="unfinished">Se les dijo el hecho {number}, que está retirado: «{words}»</translation>
</message>
<message>
<source>Two desks answered at once: say which answer holds by giving one more</source>
<translation type="unfinished">Dos puestos respondieron a la vez: diga cuál respuesta vale dando una más</translation>
</message>
<message>
<source>Until when they wait</source>
<translation type="unfinished">Hasta cuándo esperan</translation>
</message>
<message>
<source>Waits until</source>
<translation type="unfinished">Espera hasta</translation>
</message>
<message>
<source>What is answered stands word for word in the timeline</source>
<translation type="unfinished">Lo que se responde está palabra por palabra en la cronología</translation>
</message>
<message>
<source>What they are answered</source>
<translation type="unfinished">Qué se les responde</translation>
</message>
<message>
<source>What they are answered, word for word</source>
<translation type="unfinished">Qué se les responde, palabra por palabra</translation>
</message>
<message>
<source>from the plan, with what is known now</source>
<translation type="unfinished">del plan, con lo que se sabe ahora</translation>
</message>
<message>
<source>may be given</source>
<translation type="unfinished">se puede dar</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">nadie</translation>
</message>
<message>
<source>waits until {clock}</source>
<translation type="unfinished">espera hasta {clock}</translation>
</message>
<message>
<source>{name} answers</source>
<translation type="unfinished">{name} responde</translation>
</message>
</context>
<context>
<name>EnquiryDialog</name>
<message>
<source>A name, or “me”; nobody yet if empty</source>
<translation type="unfinished">Un nombre, o «me»; vacío si aún nadie</translation>
</message>
<message>
<source>A number or an address</source>
<translation type="unfinished">Un número o una dirección</translation>
</message>
<message>
<source>Answers</source>
<translation type="unfinished">Respuestas</translation>
</message>
<message>
<source>Asked</source>
<translation type="unfinished">Preguntada</translation>
</message>
<message>
<source>Daily News, the board, the regulator</source>
<translation type="unfinished">El diario, la dirección, el regulador</translation>
</message>
<message>
<source>For whom</source>
<translation type="unfinished">Para quién</translation>
</message>
<message>
<source>How to reach them</source>
<translation type="unfinished">Cómo contactarlos</translation>
</message>
<message>
<source>Jo Lee</source>
<translation type="unfinished">Jo Lee</translation>
</message>
<message>
<source>Name</source>
<translation type="unfinished">Nombre</translation>
</message>
<message>
<source>Reach</source>
<translation type="unfinished">Alcance</translation>
</message>
<message>
<source>Somebody outside asks</source>
<translation type="unfinished">Alguien de fuera pregunta</translation>
</message>
<message>
<source>The same by keys: /enquiry, who asks and what</source>
<translation type="unfinished">Lo mismo con teclas: /enquiry, quién pregunta y qué</translation>
</message>
<message>
<source>Until when they wait</source>
<translation type="unfinished">Hasta cuándo esperan</translation>
</message>
<message>
<source>Until when, and who answers?</source>
<translation type="unfinished">¿Hasta cuándo, y quién responde?</translation>
</message>
<message>
<source>Waits until</source>
<translation type="unfinished">Espera hasta</translation>
</message>
<message>
<source>What do they ask?</source>
<translation type="unfinished">¿Qué preguntan?</translation>
</message>
<message>
<source>What they ask, in their words</source>
<translation type="unfinished">Qué preguntan, con sus palabras</translation>
</message>
<message>
<source>Who answers</source>
<translation type="unfinished">Quién responde</translation>
</message>
<message>
<source>Who asks</source>
<translation type="unfinished">Quién pregunta</translation>
</message>
<message>
<source>Who asks?</source>
<translation type="unfinished">¿Quién pregunta?</translation>
</message>
<message>
<source>Write it down</source>
<translation type="unfinished">Anotarlo</translation>
</message>
<message>
<source>in their words</source>
<translation type="unfinished">con sus palabras</translation>
</message>
</context>
<context>
<name>Erase</name>
<message>
<source>Somebody else of this home than who asked. A new name makes a new person.</source>
<translation type="unfinished">Otra persona de esta carpeta, no quien lo pidió. Un nombre nuevo hace una persona nueva.</translation>
</message>
<message>
<source>Who confirms</source>
<translation type="unfinished">Quién confirma</translation>
</message>
<message>
<source>Who confirms?</source>
<translation type="unfinished">¿Quién confirma?</translation>
</message>
<message>
<source>Why must it go?</source>
<translation type="unfinished">¿Por qué tiene que irse?</translation>
</message>
<message>
<source>a password, a patient's name; the reason stays on the record</source>
<translation type="unfinished">una contraseña, el nombre de un paciente; el motivo queda en el registro</translation>
</message>
</context>
<context>
<name>EraseDialog</name>
<message>
<source>Ask to erase</source>
<translation type="unfinished">Pedir el borrado</translation>
</message>
<message>
<source>Asked by {names}</source>
<translation type="unfinished">Preguntado por {names}</translation>
</message>
<message>
<source>Erase for good</source>
<translation type="unfinished">Borrar para siempre</translation>
</message>
<message>
<source>Erase the words of a line</source>
<translation type="unfinished">Borrar las palabras de una línea</translation>
</message>
<message>
<source>Once a second person confirms, the words leave every file of this home for good.</source>
<translation type="unfinished">Cuando una segunda persona confirma, las palabras salen para siempre de todos los archivos de esta carpeta.</translation>
</message>
<message>
<source>Say who confirms: somebody else than who asked.</source>
<translation type="unfinished">Diga quién confirma: alguien distinto de quien lo pidió.</translation>
</message>
<message>
<source>That there was a line, by whom and when, stays; the chain holds</source>
<translation type="unfinished">Que hubo una línea, de quién y cuándo, queda; la cadena se sostiene</translation>
</message>
<message>
<source>The words leave every file of this home. A second person of this home confirms it.</source>
<translation type="unfinished">Las palabras salen de todos los archivos de esta carpeta. Una segunda persona de esta carpeta lo confirma.</translation>
</message>
<message>
<source>{name} asked for it; somebody else confirms.</source>
<translation type="unfinished">{name} lo pidió; confirma otra persona.</translation>
</message>
</context>
<context>
<name>EvidenceDialog</name>
<message>
<source>A file or a picture</source>
<translation type="unfinished">Un archivo o una imagen</translation>
</message>
<message>
<source>Add</source>
<translation type="unfinished">Añadir</translation>
</message>
<message>
<source>Add a piece of evidence</source>
<translation type="unfinished">Añadir una prueba</translation>
</message>
<message>
<source>Add it (Ctrl+Enter)</source>
<translation type="unfinished">Añadirlo (Ctrl+Enter)</translation>
</message>
<message>
<source>Ctrl+Enter adds it; pasted lines stay as they are</source>
<translation type="unfinished">Ctrl+Enter lo añade; las líneas pegadas quedan como están</translation>
</message>
<message>
<source>How much it is trusted</source>
<translation type="unfinished">Cuánto se confía en ella</translation>
</message>
<message>
<source>Lag rose in steps, each when a batch ran</source>
<translation type="unfinished">El retraso creció a escalones, cada uno al correr un lote</translation>
</message>
<message>
<source>Only those who work on investigation {letter} read it until it opens</source>
<translation type="unfinished">Solo quienes trabajan en la investigación {letter} lo leen hasta que se abra</translation>
</message>
<message>
<source>Speaks against {name}: {words}</source>
<translation type="unfinished">Habla contra {name}: {words}</translation>
</message>
<message>
<source>Speaks for {name}: {words}</source>
<translation type="unfinished">Habla a favor de {name}: {words}</translation>
</message>
<message>
<source>The file is still being read. Add it then, or stop reading it.</source>
<translation type="unfinished">El archivo aún se está leyendo. Añádalo después, o deje de leerlo.</translation>
</message>
<message>
<source>What it says</source>
<translation type="unfinished">Qué dice</translation>
</message>
<message>
<source>When it was so</source>
<translation type="unfinished">Cuándo fue así</translation>
</message>
<message>
<source>Where it comes from</source>
<translation type="unfinished">De dónde viene</translation>
</message>
<message>
<source>empty: now</source>
<translation type="unfinished">vacío: ahora</translation>
</message>
<message>
<source>from the timeline</source>
<translation type="unfinished">de la cronología</translation>
</message>
<message>
<source>the log, a query, a picture, a link, who recalls it</source>
<translation type="unfinished">el registro, una consulta, una imagen, un enlace, quién lo recuerda</translation>
</message>
<message>
<source>up to 64 MiB; sealed with it</source>
<translation type="unfinished">hasta 64 MiB; se sella con ello</translation>
</message>
<message>
<source>what speaks against counts by it</source>
<translation type="unfinished">lo que habla en contra cuenta según ella</translation>
</message>
</context>
<context>
<name>Exporting</name>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Everybody who gets hold of the file can read it.</source>
<translation type="unfinished">Quien consiga el archivo puede leerlo.</translation>
</message>
<message>
<source>Markdown (*.md)</source>
<translation type="unfinished">Markdown (*.md)</translation>
</message>
<message>
<source>No incident is shown that could be saved.</source>
<translation type="unfinished">No se muestra ningún incidente que guardar.</translation>
</message>
<message>
<source>Page for a browser (*.html)</source>
<translation type="unfinished">Página para un navegador (*.html)</translation>
</message>
<message>
<source>Save the incident</source>
<translation type="unfinished">Guardar el incidente</translation>
</message>
<message>
<source>Saved</source>
<translation type="unfinished">Guardado</translation>
</message>
<message>
<source>The whole state (*.json)</source>
<translation type="unfinished">El estado entero (*.json)</translation>
</message>
</context>
<context>
<name>FactActions</name>
<message>
<source>Confirm</source>
<translation type="unfinished">Confirmar</translation>
</message>
<message>
<source>Go to the line it is from</source>
<translation type="unfinished">Ir a la línea de la que es</translation>
</message>
<message>
<source>Open it</source>
<translation type="unfinished">Abrirlo</translation>
</message>
<message>
<source>Say it in other words…</source>
<translation type="unfinished">Decirlo con otras palabras…</translation>
</message>
<message>
<source>That cannot be done with this fact</source>
<translation type="unfinished">Eso no se puede hacer con este hecho</translation>
</message>
<message>
<source>Withdraw…</source>
<translation type="unfinished">Retirar…</translation>
</message>
</context>
<context>
<name>FactCard</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>Confirm</source>
<translation type="unfinished">Confirmar</translation>
</message>
<message>
<source>Confirmed</source>
<translation type="unfinished">Confirmado</translation>
</message>
<message>
<source>Contradicts fact {number}: {words}</source>
<translation type="unfinished">Contradice el hecho {number}: {words}</translation>
</message>
<message>
<source>Every word of it stands in the timeline</source>
<translation type="unfinished">Cada palabra está en la cronología</translation>
</message>
<message>
<source>Fact {number}</source>
<translation type="unfinished">Hecho {number}</translation>
</message>
<message>
<source>From a line that is not here</source>
<translation type="unfinished">De una línea que no está aquí</translation>
</message>
<message>
<source>How it is known, or why it does not hold</source>
<translation type="unfinished">Cómo se sabe, o por qué no vale</translation>
</message>
<message>
<source>In other words…</source>
<translation type="unfinished">Con otras palabras…</translation>
</message>
<message>
<source>Leave it so</source>
<translation type="unfinished">Dejarlo así</translation>
</message>
<message>
<source>Message {number} told it, by {channels}</source>
<translation type="unfinished">El mensaje {number} lo contó, por {channels}</translation>
</message>
<message>
<source>Say first why it does not hold</source>
<translation type="unfinished">Diga antes por qué no vale</translation>
</message>
<message>
<source>Say first why it may stay</source>
<translation type="unfinished">Diga antes por qué puede quedarse</translation>
</message>
<message>
<source>Stated, not confirmed</source>
<translation type="unfinished">Dicho, sin confirmar</translation>
</message>
<message>
<source>This one holds</source>
<translation type="unfinished">Vale este</translation>
</message>
<message>
<source>Two desks said two things of it at once: until somebody says which, nothing relies on it</source>
<translation type="unfinished">Dos puestos dijeron dos cosas a la vez: hasta que alguien diga cuál, nada se apoya en ello</translation>
</message>
<message>
<source>Withdraw</source>
<translation type="unfinished">Retirar</translation>
</message>
<message>
<source>Withdrawn</source>
<translation type="unfinished">Retirado</translation>
</message>
<message>
<source>Write the correction</source>
<translation type="unfinished">Escribir la corrección</translation>
</message>
<message>
<source>fact {number} holds instead: {words}</source>
<translation type="unfinished">vale en su lugar el hecho {number}: {words}</translation>
</message>
<message>
<source>from {clock} · {name}</source>
<translation type="unfinished">desde {clock} · {name}</translation>
</message>
<message>
<source>{told}; message {number} is written to put it right</source>
<translation type="unfinished">{told}; se escribe el mensaje {number} para corregirlo</translation>
</message>
</context>
<context>
<name>FactDialog</name>
<message>
<source>A fact for the sheet</source>
<translation type="unfinished">Un hecho para la hoja</translation>
</message>
<message>
<source>Fact {number} in other words</source>
<translation type="unfinished">Hecho {number} con otras palabras</translation>
</message>
<message>
<source>From the line of {clock}, {name}. If that line is erased, these words are too.</source>
<translation type="unfinished">De la línea de {clock}, {name}. Si esa línea se borra, estas palabras también.</translation>
</message>
<message>
<source>If somebody else says so: who</source>
<translation type="unfinished">Si lo afirma otra persona: quién</translation>
</message>
<message>
<source>In one sentence</source>
<translation type="unfinished">En una frase</translation>
</message>
<message>
<source>Is it known?</source>
<translation type="unfinished">¿Se conoce?</translation>
</message>
<message>
<source>Known since</source>
<translation type="unfinished">Conocido desde</translation>
</message>
<message>
<source>Make a fact of a line</source>
<translation type="unfinished">Hacer de una línea un hecho</translation>
</message>
<message>
<source>Put it on the sheet</source>
<translation type="unfinished">Ponerlo en la hoja</translation>
</message>
<message>
<source>Says who</source>
<translation type="unfinished">Dice quién</translation>
</message>
<message>
<source>Since when it is known</source>
<translation type="unfinished">Desde cuándo se sabe</translation>
</message>
<message>
<source>Takes the place of fact {number}, which is withdrawn. Messages that used it say so.</source>
<translation type="unfinished">Ocupa el lugar del hecho {number}, que se retira. Los mensajes que lo usaron lo dicen.</translation>
</message>
<message>
<source>The fact, in one sentence</source>
<translation type="unfinished">El hecho, en una frase</translation>
</message>
<message>
<source>The same by keys: /since, /who, /safe, /doing, /back and the sentence</source>
<translation type="unfinished">Lo mismo con teclas: /since, /who, /safe, /doing, /back y la frase</translation>
</message>
<message>
<source>What does it answer?</source>
<translation type="unfinished">¿Qué responde?</translation>
</message>
<message>
<source>as it may be read outside</source>
<translation type="unfinished">como se puede leer fuera</translation>
</message>
<message>
<source>believed, not confirmed</source>
<translation type="unfinished">creído, sin confirmar</translation>
</message>
<message>
<source>known: it is confirmed</source>
<translation type="unfinished">sabido: está confirmado</translation>
</message>
</context>
<context>
<name>FactWords</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>Back</source>
<translation type="unfinished">Atrás</translation>
</message>
<message>
<source>Back by 12:00 UTC</source>
<translation type="unfinished">De vuelta a las 12:00 UTC</translation>
</message>
<message>
<source>Doing</source>
<translation type="unfinished">Qué hacemos</translation>
</message>
<message>
<source>Everybody who uses the website</source>
<translation type="unfinished">Todos los que usan la web</translation>
</message>
<message>
<source>Fact {number}, {field}: {words}. {state}</source>
<translation type="unfinished">Hecho {number}, {field}: {words}. {state}</translation>
</message>
<message>
<source>Meanwhile</source>
<translation type="unfinished">Mientras tanto</translation>
</message>
<message>
<source>Other</source>
<translation type="unfinished">Otros</translation>
</message>
<message>
<source>Repositories and wikis are safe</source>
<translation type="unfinished">Los repositorios y wikis están a salvo</translation>
</message>
<message>
<source>Safe</source>
<translation type="unfinished">A salvo</translation>
</message>
<message>
<source>Since</source>
<translation type="unfinished">Desde</translation>
</message>
<message>
<source>Since when?</source>
<translation type="unfinished">¿Desde cuándo?</translation>
</message>
<message>
<source>Site offline since 23:28 UTC</source>
<translation type="unfinished">Sitio caído desde las 23:28 UTC</translation>
</message>
<message>
<source>The copy is six hours old</source>
<translation type="unfinished">La copia tiene seis horas</translation>
</message>
<message>
<source>The main database was emptied</source>
<translation type="unfinished">La base de datos principal se vació</translation>
</message>
<message>
<source>We restore a copy of 17:20 UTC</source>
<translation type="unfinished">Restauramos una copia de las 17:20 UTC</translation>
</message>
<message>
<source>What</source>
<translation type="unfinished">Qué</translation>
</message>
<message>
<source>What can people do meanwhile?</source>
<translation type="unfinished">¿Qué puede hacer la gente mientras tanto?</translation>
</message>
<message>
<source>What do we do?</source>
<translation type="unfinished">¿Qué hacemos?</translation>
</message>
<message>
<source>What else is known?</source>
<translation type="unfinished">¿Qué más se sabe?</translation>
</message>
<message>
<source>What happened?</source>
<translation type="unfinished">¿Qué ocurrió?</translation>
</message>
<message>
<source>What works, what is safe?</source>
<translation type="unfinished">¿Qué funciona, qué está a salvo?</translation>
</message>
<message>
<source>When is it back?</source>
<translation type="unfinished">¿Cuándo vuelve?</translation>
</message>
<message>
<source>Who</source>
<translation type="unfinished">Quién</translation>
</message>
<message>
<source>Who is affected?</source>
<translation type="unfinished">¿A quién afecta?</translation>
</message>
<message>
<source>Work goes on in your own copy</source>
<translation type="unfinished">El trabajo sigue en su propia copia</translation>
</message>
<message>
<source>against {number}</source>
<translation type="unfinished">frente a {number}</translation>
</message>
<message>
<source>believed, not confirmed</source>
<translation type="unfinished">creído, sin confirmar</translation>
</message>
<message>
<source>confirmed</source>
<translation type="unfinished">confirmado</translation>
</message>
<message>
<source>drafted in {number}</source>
<translation type="unfinished">redactado en {number}</translation>
</message>
<message>
<source>its line was corrected</source>
<translation type="unfinished">su línea se corrigió</translation>
</message>
<message>
<source>its line was erased</source>
<translation type="unfinished">su línea se borró</translation>
</message>
<message>
<source>its line was taken back</source>
<translation type="unfinished">su línea se retiró</translation>
</message>
<message>
<source>not confirmed</source>
<translation type="unfinished">sin confirmar</translation>
</message>
<message>
<source>told in {number}</source>
<translation type="unfinished">contado en {number}</translation>
</message>
<message>
<source>two answers</source>
<translation type="unfinished">dos respuestas</translation>
</message>
<message>
<source>withdrawn</source>
<translation type="unfinished">retirado</translation>
</message>
</context>
<context>
<name>FactorDialog</name>
<message>
<source>Class</source>
<translation type="unfinished">Clase</translation>
</message>
<message>
<source>E9, E11</source>
<translation type="unfinished">E9, E11</translation>
</message>
<message>
<source>No class</source>
<translation type="unfinished">Sin clase</translation>
</message>
<message>
<source>Only those who work on this investigation read it until it opens</source>
<translation type="unfinished">Solo quienes trabajan en esta investigación lo leen hasta que se abra</translation>
</message>
<message>
<source>Propose</source>
<translation type="unfinished">Proponer</translation>
</message>
<message>
<source>Propose a contributing factor</source>
<translation type="unfinished">Proponer un factor contribuyente</translation>
</message>
<message>
<source>The account delete had no limit on writes</source>
<translation type="unfinished">El borrado de la cuenta no tenía límite de escrituras</translation>
</message>
<message>
<source>The evidence for it</source>
<translation type="unfinished">La prueba de ello</translation>
</message>
<message>
<source>What contributed</source>
<translation type="unfinished">Qué contribuyó</translation>
</message>
<message>
<source>What it did</source>
<translation type="unfinished">Qué hizo</translation>
</message>
<message>
<source>by name, with commas between</source>
<translation type="unfinished">por nombre, separados por comas</translation>
</message>
<message>
<source>by the list of the plan</source>
<translation type="unfinished">por la lista del plan</translation>
</message>
<message>
<source>there are always several</source>
<translation type="unfinished">siempre hay varios</translation>
</message>
</context>
<context>
<name>FactorsPanel</name>
<message>
<source>Contributing factors, proposed</source>
<translation type="unfinished">Factores contribuyentes, propuestos</translation>
</message>
<message>
<source>Factor</source>
<translation type="unfinished">Factor</translation>
</message>
<message>
<source>What contributed? There are always several.</source>
<translation type="unfinished">¿Qué contribuyó? Siempre hay varios.</translation>
</message>
<message>
<source>no evidence</source>
<translation type="unfinished">sin prueba</translation>
</message>
</context>
<context>
<name>FactsPanel</name>
<message>
<source>A fact: first what it answers, then the sentence</source>
<translation type="unfinished">Un hecho: primero qué responde, luego la frase</translation>
</message>
<message>
<source>Add a fact</source>
<translation type="unfinished">Añadir un hecho</translation>
</message>
<message>
<source>Facts sheet</source>
<translation type="unfinished">Hoja de hechos</translation>
</message>
<message>
<source>Fewer</source>
<translation type="unfinished">Menos</translation>
</message>
<message>
<source>Nothing yet. Every message is made of what stands here: one sentence for each thing that is known.</source>
<translation type="unfinished">Aún nada. Cada mensaje se hace de lo que hay aquí: una frase por cada cosa que se sabe.</translation>
</message>
<message>
<source>The whole form</source>
<translation type="unfinished">El formulario entero</translation>
</message>
<message>
<source>every variant draws on these</source>
<translation type="unfinished">cada variante bebe de estos</translation>
</message>
<message>
<source>since Site offline since 23:28 UTC</source>
<translation type="unfinished">desde Sitio caído desde las 23:28 UTC</translation>
</message>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} más</translation>
</message>
<message>
<source>{count} to settle</source>
<translation type="unfinished">{count} por resolver</translation>
</message>
<message>
<source>{count} withdrawn</source>
<translation type="unfinished">{count} retirados</translation>
</message>
</context>
<context>
<name>FaultsPanel</name>
<message>
<source>Go there</source>
<translation type="unfinished">Ir allí</translation>
</message>
<message>
<source>Line {line}, column {column}</source>
<translation type="unfinished">Línea {line}, columna {column}</translation>
</message>
<message>
<source>Next (F8)</source>
<translation type="unfinished">Siguiente (F8)</translation>
</message>
<message>
<source>The whole text</source>
<translation type="unfinished">El texto entero</translation>
</message>
<message>
<source>Write spaces</source>
<translation type="unfinished">Escribir espacios</translation>
</message>
<message>
<source>Write “{mend}”</source>
<translation type="unfinished">Escribir «{mend}»</translation>
</message>
<message>
<source>the only mistake</source>
<translation type="unfinished">el único error</translation>
</message>
<message>
<source>{number} of {count}</source>
<translation type="unfinished">{number} de {count}</translation>
</message>
</context>
<context>
<name>FileCard</name>
<message>
<source>Fetch it now</source>
<translation type="unfinished">Traerlo ahora</translation>
</message>
<message>
<source>It is not shown here; it can be opened or saved</source>
<translation type="unfinished">No se muestra aquí; se puede abrir o guardar</translation>
</message>
<message>
<source>Open</source>
<translation type="unfinished">Abrir</translation>
</message>
<message>
<source>Open the file (Ctrl+O)</source>
<translation type="unfinished">Abrir el archivo (Ctrl+O)</translation>
</message>
<message>
<source>Save as…</source>
<translation type="unfinished">Guardar como…</translation>
</message>
<message>
<source>Save the file as… (Ctrl+S)</source>
<translation type="unfinished">Guardar el archivo como… (Ctrl+S)</translation>
</message>
</context>
<context>
<name>FileField</name>
<message>
<source>Another file is being read; stop that first.</source>
<translation type="unfinished">Se está leyendo otro archivo; pare ese antes.</translation>
</message>
<message>
<source>Choose a file or a picture</source>
<translation type="unfinished">Elegir un archivo o una imagen</translation>
</message>
<message>
<source>Choose a file…</source>
<translation type="unfinished">Elegir un archivo…</translation>
</message>
<message>
<source>Leave the file out</source>
<translation type="unfinished">Dejar fuera el archivo</translation>
</message>
<message>
<source>None yet</source>
<translation type="unfinished">Aún ninguno</translation>
</message>
<message>
<source>One piece of evidence has one file; {count} were given. Add them one after the other.</source>
<translation type="unfinished">Una prueba tiene un archivo; se dieron {count}. Añádalos uno tras otro.</translation>
</message>
<message>
<source>Paste</source>
<translation type="unfinished">Pegar</translation>
</message>
<message>
<source>Paste a picture or a file</source>
<translation type="unfinished">Pegar una imagen o un archivo</translation>
</message>
<message>
<source>Picture {moment}.png</source>
<translation type="unfinished">Imagen {moment}.png</translation>
</message>
<message>
<source>Reading {name}</source>
<translation type="unfinished">Leyendo {name}</translation>
</message>
<message>
<source>Stop</source>
<translation type="unfinished">Parar</translation>
</message>
<message>
<source>There is no picture and no file on the clipboard.</source>
<translation type="unfinished">No hay imagen ni archivo en el portapapeles.</translation>
</message>
<message>
<source>Without it</source>
<translation type="unfinished">Sin ello</translation>
</message>
<message>
<source>drop one here, or paste it (Ctrl+V)</source>
<translation type="unfinished">suelte uno aquí, o péguelo (Ctrl+V)</translation>
</message>
<message>
<source>{done} of {count}</source>
<translation type="unfinished">{done} de {count}</translation>
</message>
</context>
<context>
<name>Files</name>
<message>
<source>1 file is not here yet</source>
<translation type="unfinished">1 archivo aún no está aquí</translation>
</message>
<message>
<source>1 file is not shared yet</source>
<translation type="unfinished">1 archivo aún no está compartido</translation>
</message>
<message>
<source>File</source>
<translation type="unfinished">Archivo</translation>
</message>
<message>
<source>Picture</source>
<translation type="unfinished">Imagen</translation>
</message>
<message>
<source>Recording</source>
<translation type="unfinished">Grabación</translation>
</message>
<message>
<source>Text</source>
<translation type="unfinished">Texto</translation>
</message>
<message>
<source>Video</source>
<translation type="unfinished">Vídeo</translation>
</message>
<message>
<source>came with other bytes, set aside</source>
<translation type="unfinished">llegó con otros bytes, apartado</translation>
</message>
<message>
<source>could be a program: it is saved, never opened from here</source>
<translation type="unfinished">podría ser un programa: se guarda, nunca se abre desde aquí</translation>
</message>
<message>
<source>not here yet</source>
<translation type="unfinished">aún no está aquí</translation>
</message>
<message>
<source>not shared yet</source>
<translation type="unfinished">aún sin compartir</translation>
</message>
<message>
<source>on its way here, {share}</source>
<translation type="unfinished">en camino hacia aquí, {share}</translation>
</message>
<message>
<source>on its way to the others, {share}</source>
<translation type="unfinished">en camino a los demás, {share}</translation>
</message>
<message>
<source>{count} MB</source>
<translation type="unfinished">{count} MB</translation>
</message>
<message>
<source>{count} bytes</source>
<translation type="unfinished">{count} bytes</translation>
</message>
<message>
<source>{count} files are not here yet</source>
<translation type="unfinished">{count} archivos aún no están aquí</translation>
</message>
<message>
<source>{count} files are not shared yet</source>
<translation type="unfinished">{count} archivos aún no están compartidos</translation>
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
<translation type="unfinished">1 rol se puede cubrir</translation>
</message>
<message>
<source>Fill from on call</source>
<translation type="unfinished">Cubrir con la guardia</translation>
</message>
<message>
<source>Fill the empty roles from on call</source>
<translation type="unfinished">Cubrir los roles vacíos con la guardia</translation>
</message>
<message>
<source>{act} (F5): {who}</source>
<translation type="unfinished">{act} (F5): {who}</translation>
</message>
<message>
<source>{count} roles can be filled</source>
<translation type="unfinished">{count} roles se pueden cubrir</translation>
</message>
</context>
<context>
<name>Filling</name>
<message>
<source>Fill from on call</source>
<translation type="unfinished">Cubrir con la guardia</translation>
</message>
</context>
<context>
<name>FilterChips</name>
<message>
<source>More filters</source>
<translation type="unfinished">Más filtros</translation>
</message>
</context>
<context>
<name>Firmness</name>
<message>
<source>How firm is this order?</source>
<translation type="unfinished">¿Qué firmeza tiene este orden?</translation>
</message>
<message>
<source>If {evidence} alone is wrong, {instead} comes before {first}. Trust {trust}: have somebody else read it.</source>
<translation type="unfinished">Si solo {evidence} es errónea, {instead} va antes que {first}. Confianza {trust}: que la lea otra persona.</translation>
</message>
<message>
<source>No single piece changes who is first: {first} leads {second} by {by}.</source>
<translation type="unfinished">Ninguna pieza sola cambia quién va primero: {first} aventaja a {second} por {by}.</translation>
</message>
<message>
<source>Nobody leads: {first} and {second} have as little against them.</source>
<translation type="unfinished">Nadie va en cabeza: {first} y {second} tienen lo mismo de poco en contra.</translation>
</message>
<message>
<source>Settle it: {words}</source>
<translation type="unfinished">Resolverlo: {words}</translation>
</message>
<message>
<source>With two hypotheses and evidence about both, the order says something.</source>
<translation type="unfinished">Con dos hipótesis y pruebas sobre ambas, el orden dice algo.</translation>
</message>
<message>
<source>say it fits</source>
<translation type="unfinished">decir que encaja</translation>
</message>
<message>
<source>say it speaks against</source>
<translation type="unfinished">decir que habla en contra</translation>
</message>
<message>
<source>say neither</source>
<translation type="unfinished">decir que ninguno</translation>
</message>
<message>
<source>say not yet</source>
<translation type="unfinished">decir que aún no</translation>
</message>
<message>
<source>says it fits</source>
<translation type="unfinished">dice que encaja</translation>
</message>
<message>
<source>says it speaks against</source>
<translation type="unfinished">dice que habla en contra</translation>
</message>
<message>
<source>says neither</source>
<translation type="unfinished">dice que ninguno</translation>
</message>
<message>
<source>says not yet</source>
<translation type="unfinished">dice que aún no</translation>
</message>
<message>
<source>you</source>
<translation type="unfinished">usted</translation>
</message>
<message>
<source>{cell}: {said}. It counts for neither until it is settled.</source>
<translation type="unfinished">{cell}: {said}. No cuenta para ninguna hasta que se resuelva.</translation>
</message>
<message>
<source>{count} more differences in the matrix</source>
<translation type="unfinished">{count} diferencias más en la matriz</translation>
</message>
<message>
<source>{count} more pieces would turn it.</source>
<translation type="unfinished">{count} piezas más le darían la vuelta.</translation>
</message>
<message>
<source>{evidence} was trusted differently at once. {said}</source>
<translation type="unfinished">En {evidence} se confió de modo distinto a la vez. {said}</translation>
</message>
<message>
<source>{hypothesis} was named twice at once. {said}</source>
<translation type="unfinished">{hypothesis} se nombró dos veces a la vez. {said}</translation>
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
<translation type="unfinished">{name}: «{words}»</translation>
</message>
</context>
<context>
<name>FirstRunDialog</name>
<message>
<source>Chosen at the first start</source>
<translation type="unfinished">Elegido en el primer inicio</translation>
</message>
<message>
<source>Dark</source>
<translation type="unfinished">Oscuro</translation>
</message>
<message>
<source>How do you want to begin?</source>
<translation type="unfinished">¿Cómo quiere empezar?</translation>
</message>
<message>
<source>Light</source>
<translation type="unfinished">Claro</translation>
</message>
<message>
<source>Light or dark</source>
<translation type="unfinished">Claro u oscuro</translation>
</message>
<message>
<source>Like the desktop</source>
<translation type="unfinished">Como el escritorio</translation>
</message>
<message>
<source>No account, no telemetry, no network until you join a room.</source>
<translation type="unfinished">Sin cuenta, sin telemetría, sin red hasta que se una a una sala.</translation>
</message>
<message>
<source>One record of everything that happens, on your own disk first</source>
<translation type="unfinished">Un solo registro de todo lo que ocurre, primero en su propio disco</translation>
</message>
<message>
<source>Open a file</source>
<translation type="unfinished">Abrir un archivo</translation>
</message>
<message>
<source>Say first what others call you; it is written next to everything you do.</source>
<translation type="unfinished">Diga antes cómo le llaman los demás; se escribe junto a todo lo que hace.</translation>
</message>
<message>
<source>Somebody gave you a file: a bundle, or incidents of the past. It comes into a record of yours.</source>
<translation type="unfinished">Alguien le dio un archivo: un paquete o incidentes pasados. Entra en un registro suyo.</translation>
</message>
<message>
<source>Tab moves; Enter behind the name starts alone</source>
<translation type="unfinished">Tab mueve; Enter tras el nombre empieza solo</translation>
</message>
<message>
<source>Who are you?</source>
<translation type="unfinished">¿Quién es usted?</translation>
</message>
<message>
<source>written next to everything you do</source>
<translation type="unfinished">se escribe junto a todo lo que hace</translation>
</message>
<message>
<source>you can do the others later</source>
<translation type="unfinished">puede hacer lo demás después</translation>
</message>
</context>
<context>
<name>FoldedRoles</name>
<message>
<source>Show the roles whole</source>
<translation type="unfinished">Mostrar los roles enteros</translation>
</message>
</context>
<context>
<name>FollowUpDialog</name>
<message>
<source>1 week</source>
<translation type="unfinished">1 semana</translation>
</message>
<message>
<source>Add a follow-up</source>
<translation type="unfinished">Añadir un seguimiento</translation>
</message>
<message>
<source>Add it</source>
<translation type="unfinished">Añadirlo</translation>
</message>
<message>
<source>An alarm when the newest backup is empty</source>
<translation type="unfinished">Una alarma cuando la copia más nueva está vacía</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Empty one on purpose: it rings within five minutes</source>
<translation type="unfinished">Vaciar una a propósito: suena en cinco minutos</translation>
</message>
<message>
<source>Follow-up {number}</source>
<translation type="unfinished">Seguimiento {number}</translation>
</message>
<message>
<source>How it will be verified</source>
<translation type="unfinished">Cómo se verificará</translation>
</message>
<message>
<source>How will it be verified?</source>
<translation type="unfinished">¿Cómo se verificará?</translation>
</message>
<message>
<source>It is done</source>
<translation type="unfinished">Está hecho</translation>
</message>
<message>
<source>It will not be done</source>
<translation type="unfinished">No se hará</translation>
</message>
<message>
<source>Overdue, it stands on the calm board, and in red at the next like incident</source>
<translation type="unfinished">Vencido, está en el tablero en calma, y en rojo en el próximo incidente parecido</translation>
</message>
<message>
<source>Save the change</source>
<translation type="unfinished">Guardar el cambio</translation>
</message>
<message>
<source>Take it up again</source>
<translation type="unfinished">Retomarlo</translation>
</message>
<message>
<source>Until when, if not as the plan says?</source>
<translation type="unfinished">¿Hasta cuándo, si no es como dice el plan?</translation>
</message>
<message>
<source>What became of it?</source>
<translation type="unfinished">¿Qué fue de ello?</translation>
</message>
<message>
<source>What is it good for when the same begins again?</source>
<translation type="unfinished">¿Para qué sirve cuando lo mismo empiece otra vez?</translation>
</message>
<message>
<source>What is to be done</source>
<translation type="unfinished">Qué hay que hacer</translation>
</message>
<message>
<source>What is to be done?</source>
<translation type="unfinished">¿Qué hay que hacer?</translation>
</message>
<message>
<source>What shows that it is done, or why not</source>
<translation type="unfinished">Qué muestra que está hecho, o por qué no</translation>
</message>
<message>
<source>Which lesson it comes of</source>
<translation type="unfinished">De qué lección viene</translation>
</message>
<message>
<source>Who does it?</source>
<translation type="unfinished">¿Quién lo hace?</translation>
</message>
<message>
<source>Who, and until when?</source>
<translation type="unfinished">¿Quién, y hasta cuándo?</translation>
</message>
<message>
<source>done needs what shows it</source>
<translation type="unfinished">hecho necesita lo que lo muestra</translation>
</message>
<message>
<source>https://… where it is worked at</source>
<translation type="unfinished">https://… donde se trabaja en ello</translation>
</message>
<message>
<source>of no lesson in particular</source>
<translation type="unfinished">de ninguna lección en particular</translation>
</message>
<message>
<source>that is no moment yet</source>
<translation type="unfinished">eso aún no es un momento</translation>
</message>
<message>
<source>the plan says how long</source>
<translation type="unfinished">el plan dice cuánto</translation>
</message>
<message>
<source>{count} weeks</source>
<translation type="unfinished">{count} semanas</translation>
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
<translation type="unfinished">Todos</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Follow-ups of all incidents</source>
<translation type="unfinished" />
</message>
<message>
<source>Mine</source>
<translation type="unfinished">Míos</translation>
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
<translation type="unfinished">Abrir</translation>
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
<translation type="unfinished">1 primera tarea</translation>
</message>
<message>
<source>1 role</source>
<translation type="unfinished">1 rol</translation>
</message>
<message>
<source>If somebody declared now</source>
<translation type="unfinished">Si alguien declarara ahora</translation>
</message>
<message>
<source>as of the last text without a mistake</source>
<translation type="unfinished">según el último texto sin errores</translation>
</message>
<message>
<source>filled blue: new in the draft</source>
<translation type="unfinished">azul lleno: nuevo en el borrador</translation>
</message>
<message>
<source>seen by everybody</source>
<translation type="unfinished">visto por todos</translation>
</message>
<message>
<source>seen by named people only</source>
<translation type="unfinished">visto solo por personas nombradas</translation>
</message>
<message>
<source>{count} first tasks</source>
<translation type="unfinished">{count} primeras tareas</translation>
</message>
<message>
<source>{count} roles</source>
<translation type="unfinished">{count} roles</translation>
</message>
</context>
<context>
<name>ForecastView</name>
<message>
<source>Call-out of the time</source>
<translation type="unfinished">Aviso del tiempo</translation>
</message>
<message>
<source>Customers told</source>
<translation type="unfinished">Clientes informados</translation>
</message>
<message>
<source>First tasks</source>
<translation type="unfinished">Primeras tareas</translation>
</message>
<message>
<source>If nobody answers</source>
<translation type="unfinished">Si nadie responde</translation>
</message>
<message>
<source>Inside told</source>
<translation type="unfinished">Internos informados</translation>
</message>
<message>
<source>Roles opened</source>
<translation type="unfinished">Roles abiertos</translation>
</message>
<message>
<source>declared</source>
<translation type="unfinished">declarado</translation>
</message>
<message>
<source>{count} called</source>
<translation type="unfinished">{count} llamados</translation>
</message>
</context>
<context>
<name>Guide</name>
<message>
<source>What could come next</source>
<translation type="unfinished">Qué podría seguir</translation>
</message>
<message>
<source>{count} ways on; Down goes to them, Tab takes one</source>
<translation type="unfinished">{count} modos de seguir; Abajo va a ellos, Tab toma uno</translation>
</message>
</context>
<context>
<name>Handover</name>
<message>
<source>Situation</source>
<translation type="unfinished">Situación</translation>
</message>
<message>
<source>Situation in three lines</source>
<translation type="unfinished">Situación en tres líneas</translation>
</message>
<message>
<source>The duty</source>
<translation type="unfinished">El deber</translation>
</message>
<message>
<source>To</source>
<translation type="unfinished">A</translation>
</message>
<message>
<source>To whom</source>
<translation type="unfinished">A quién</translation>
</message>
<message>
<source>What stands, what runs, what is not known yet</source>
<translation type="unfinished">Qué está en pie, qué está en marcha, qué no se sabe aún</translation>
</message>
<message>
<source>What worries you?</source>
<translation type="unfinished">¿Qué le preocupa?</translation>
</message>
<message>
<source>from the record, change freely</source>
<translation type="unfinished">del registro, cámbielo libremente</translation>
</message>
<message>
<source>only you know this</source>
<translation type="unfinished">solo usted lo sabe</translation>
</message>
</context>
<context>
<name>HandoverAnswerDialog</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>Accept</source>
<translation type="unfinished">Aceptar</translation>
</message>
<message>
<source>Decline</source>
<translation type="unfinished">Rechazar</translation>
</message>
<message>
<source>How did they say so?</source>
<translation type="unfinished">¿Cómo lo dijeron?</translation>
</message>
<message>
<source>Take it back</source>
<translation type="unfinished">Retirarlo</translation>
</message>
<message>
<source>Task {number}: {words}</source>
<translation type="unfinished">Tarea {number}: {words}</translation>
</message>
<message>
<source>Tasks that go over</source>
<translation type="unfinished">Tareas que se traspasan</translation>
</message>
<message>
<source>The duty</source>
<translation type="unfinished">El deber</translation>
</message>
<message>
<source>What {name} wrote down</source>
<translation type="unfinished">Lo que anotó {name}</translation>
</message>
<message>
<source>Whatever is answered stays on the record</source>
<translation type="unfinished">Lo que se responda queda en el registro</translation>
</message>
<message>
<source>Why is it taken back, or how did they say that they have it?</source>
<translation type="unfinished">¿Por qué se retira, o cómo dijeron que la tienen?</translation>
</message>
<message>
<source>Why not? Only to decline it</source>
<translation type="unfinished">¿Por qué no? Solo para rechazar</translation>
</message>
<message>
<source>by {name} at {clock}</source>
<translation type="unfinished">por {name} a las {clock}</translation>
</message>
<message>
<source>{name} has accepted</source>
<translation type="unfinished">{name} ha aceptado</translation>
</message>
<message>
<source>{role}: offered to {name}</source>
<translation type="unfinished">{role}: ofrecido a {name}</translation>
</message>
</context>
<context>
<name>HandoverDialog</name>
<message>
<source>1 task goes over</source>
<translation type="unfinished">1 tarea se traspasa</translation>
</message>
<message>
<source>A state document is made, as text and as pages</source>
<translation type="unfinished">Se hace un documento de situación, como texto y como páginas</translation>
</message>
<message>
<source>Hand over: {role}</source>
<translation type="unfinished">Traspasar: {role}</translation>
</message>
<message>
<source>It stands on the timeline, with your words</source>
<translation type="unfinished">Está en la cronología, con sus palabras</translation>
</message>
<message>
<source>Offer</source>
<translation type="unfinished">Ofrecer</translation>
</message>
<message>
<source>Offer to {name}</source>
<translation type="unfinished">Ofrecer a {name}</translation>
</message>
<message>
<source>Say who takes the role.</source>
<translation type="unfinished">Diga quién toma el rol.</translation>
</message>
<message>
<source>The role stays where it is until then. No answer in {span}: you are told.</source>
<translation type="unfinished">El rol se queda donde está hasta entonces. Si no hay respuesta en {span}, se le dice.</translation>
</message>
<message>
<source>The whole room, as begun…</source>
<translation type="unfinished">Toda la sala, como se empezó…</translation>
</message>
<message>
<source>The whole room…</source>
<translation type="unfinished">Toda la sala…</translation>
</message>
<message>
<source>When they accept</source>
<translation type="unfinished">Cuando acepten</translation>
</message>
<message>
<source>Whoever takes it</source>
<translation type="unfinished">Quien lo tome</translation>
</message>
<message>
<source>held by {name} since {clock}</source>
<translation type="unfinished">en manos de {name} desde {clock}</translation>
</message>
<message>
<source>{count} tasks go over</source>
<translation type="unfinished">{count} tareas se traspasan</translation>
</message>
<message>
<source>{name} holds the role from that second on</source>
<translation type="unfinished">{name} tiene el rol desde ese segundo</translation>
</message>
<message>
<source>{tasks}; {count} lines go with it</source>
<translation type="unfinished">{tasks}; {count} líneas van también</translation>
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
<translation type="unfinished">Guardar como borrador</translation>
</message>
<message>
<source>for {span}</source>
<translation type="unfinished">durante {span}</translation>
</message>
<message>
<source>your draft of {clock}</source>
<translation type="unfinished">su borrador de {clock}</translation>
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
<translation type="unfinished">Cada uno mantiene su rol hasta que el siguiente acepta</translation>
</message>
<message>
<source>Hand over the whole room</source>
<translation type="unfinished">Traspasar toda la sala</translation>
</message>
<message>
<source>Offer 1 role</source>
<translation type="unfinished">Ofrecer 1 rol</translation>
</message>
<message>
<source>Offer {count} roles</source>
<translation type="unfinished">Ofrecer {count} roles</translation>
</message>
<message>
<source>Say who takes the roles.</source>
<translation type="unfinished">Diga quién toma los roles.</translation>
</message>
<message>
<source>Situation in three lines</source>
<translation type="unfinished">Situación en tres líneas</translation>
</message>
<message>
<source>What worries you?</source>
<translation type="unfinished">¿Qué le preocupa?</translation>
</message>
<message>
<source>Who takes what?</source>
<translation type="unfinished">¿Quién toma qué?</translation>
</message>
<message>
<source>Who takes {role}?</source>
<translation type="unfinished">¿Quién toma {role}?</translation>
</message>
<message>
<source>empty: the role stays where it is</source>
<translation type="unfinished">vacío: el rol se queda donde está</translation>
</message>
<message>
<source>from the record, change freely</source>
<translation type="unfinished">del registro, cámbielo libremente</translation>
</message>
<message>
<source>now {name}</source>
<translation type="unfinished">ahora {name}</translation>
</message>
<message>
<source>only you know this</source>
<translation type="unfinished">solo usted lo sabe</translation>
</message>
</context>
<context>
<name>HandoverRows</name>
<message>
<source>Courses under way</source>
<translation type="unfinished">Medidas en marcha</translation>
</message>
<message>
<source>Duty log since the last handover</source>
<translation type="unfinished">Libro de guardia desde el último traspaso</translation>
</message>
<message>
<source>Open risks</source>
<translation type="unfinished">Riesgos abiertos</translation>
</message>
<message>
<source>Owed to those outside</source>
<translation type="unfinished">Debido a los de fuera</translation>
</message>
<message>
<source>Promised, still to do</source>
<translation type="unfinished">Prometido, aún por hacer</translation>
</message>
<message>
<source>Task {number}: {words}</source>
<translation type="unfinished">Tarea {number}: {words}</translation>
</message>
<message>
<source>Tasks that run</source>
<translation type="unfinished">Tareas en marcha</translation>
</message>
<message>
<source>Ticked, it goes over with the role: {task}</source>
<translation type="unfinished">Marcada, pasa con el rol: {task}</translation>
</message>
<message>
<source>What is known, by the fact sheet</source>
<translation type="unfinished">Qué se sabe, según la hoja de hechos</translation>
</message>
<message>
<source>{chosen} of {count} are told</source>
<translation type="unfinished">se dice a {chosen} de {count}</translation>
</message>
<message>
<source>{chosen} of {count} go over</source>
<translation type="unfinished">{chosen} de {count} se traspasan</translation>
</message>
</context>
<context>
<name>HeadlinesModel</name>
<message>
<source>(the title was erased)</source>
<translation type="unfinished">(el título se borró)</translation>
</message>
<message>
<source>Archive {name}</source>
<translation type="unfinished">Archivo {name}</translation>
</message>
<message>
<source>Date</source>
<translation type="unfinished">Fecha</translation>
</message>
<message>
<source>Detected → mitigated (it entered monitoring)</source>
<translation type="unfinished">Detectado → mitigado (pasó a vigilancia)</translation>
</message>
<message>
<source>Detected → resolved</source>
<translation type="unfinished">Detectado → resuelto</translation>
</message>
<message>
<source>Impact started → detected</source>
<translation type="unfinished">Inicio del impacto → detectado</translation>
</message>
<message>
<source>Number</source>
<translation type="unfinished">Número</translation>
</message>
<message>
<source>Restricted: {title}</source>
<translation type="unfinished">Restringido: {title}</translation>
</message>
<message>
<source>State</source>
<translation type="unfinished">Estado</translation>
</message>
<message>
<source>Title</source>
<translation type="unfinished">Título</translation>
</message>
<message>
<source>To detect</source>
<translation type="unfinished">Hasta detectar</translation>
</message>
<message>
<source>To mitigate</source>
<translation type="unfinished">Hasta mitigar</translation>
</message>
<message>
<source>To resolve</source>
<translation type="unfinished">Hasta resolver</translation>
</message>
</context>
<context>
<name>HelpDialog</name>
<message>
<source>Anywhere in the window</source>
<translation type="unfinished">En cualquier sitio de la ventana</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>In the command line</source>
<translation type="unfinished">En la línea de órdenes</translation>
</message>
<message>
<source>In the command line below the timeline</source>
<translation type="unfinished">En la línea de órdenes bajo la cronología</translation>
</message>
<message>
<source>Keys</source>
<translation type="unfinished">Teclas</translation>
</message>
<message>
<source>Keys and commands</source>
<translation type="unfinished">Teclas y órdenes</translation>
</message>
<message>
<source>Pages (*.pdf)</source>
<translation type="unfinished">Páginas (*.pdf)</translation>
</message>
<message>
<source>Plain text is a note. “@19:30” in front says when it happened; field=value names a field.</source>
<translation type="unfinished">El texto llano es una nota. «@19:30» delante dice cuándo ocurrió; campo=valor nombra un campo.</translation>
</message>
<message>
<source>Save as PDF…</source>
<translation type="unfinished">Guardar como PDF…</translation>
</message>
<message>
<source>Save the keys as PDF</source>
<translation type="unfinished">Guardar las teclas como PDF</translation>
</message>
<message>
<source>Tab moves, Space and Enter press, Esc closes</source>
<translation type="unfinished">Tab mueve, Espacio y Enter pulsan, Esc cierra</translation>
</message>
<message>
<source>Written to {file}</source>
<translation type="unfinished">Escrito en {file}</translation>
</message>
</context>
<context>
<name>HelpPages</name>
<message>
<source>1 chapter</source>
<translation type="unfinished">1 capítulo</translation>
</message>
<message>
<source>All of it lies on this computer</source>
<translation type="unfinished">Todo está en este equipo</translation>
</message>
<message>
<source>Chapters</source>
<translation type="unfinished">Capítulos</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Help</source>
<translation type="unfinished">Ayuda</translation>
</message>
<message>
<source>Keys and commands</source>
<translation type="unfinished">Teclas y órdenes</translation>
</message>
<message>
<source>Nothing in the manual has all of these words. Fewer of them find more.</source>
<translation type="unfinished">Nada en el manual tiene todas estas palabras. Con menos se encuentra más.</translation>
</message>
<message>
<source>Search the manual</source>
<translation type="unfinished">Buscar en el manual</translation>
</message>
<message>
<source>Take the tour</source>
<translation type="unfinished">Hacer la visita</translation>
</message>
<message>
<source>The chapter</source>
<translation type="unfinished">El capítulo</translation>
</message>
<message>
<source>The manual did not come along with this program. Its keys and commands did.</source>
<translation type="unfinished">El manual no vino con este programa. Sus teclas y órdenes sí.</translation>
</message>
<message>
<source>{count} chapters</source>
<translation type="unfinished">{count} capítulos</translation>
</message>
</context>
<context>
<name>HitsModel</name>
<message>
<source>Duty log</source>
<translation type="unfinished">Libro de guardia</translation>
</message>
<message>
<source>Is it us?</source>
<translation type="unfinished">¿Somos nosotros?</translation>
</message>
<message>
<source>Report {number}</source>
<translation type="unfinished">Reporte {number}</translation>
</message>
</context>
<context>
<name>Holding</name>
<message>
<source>Drafted with the declaration, for {channels}; nothing goes out before the plan's yes</source>
<translation type="unfinished">Redactado con la declaración, para {channels}; nada sale antes del sí del plan</translation>
</message>
<message>
<source>Holding statement</source>
<translation type="unfinished">Mensaje inicial</translation>
</message>
<message>
<source>The first words are ready: {channels}</source>
<translation type="unfinished">Las primeras palabras están listas: {channels}</translation>
</message>
</context>
<context>
<name>ImpactDialog</name>
<message>
<source>Each change is a line of the timeline; what it was before stays readable</source>
<translation type="unfinished">Cada cambio es una línea de la cronología; lo anterior sigue siendo legible</translation>
</message>
<message>
<source>Impact</source>
<translation type="unfinished">Impacto</translation>
</message>
<message>
<source>Impact ended</source>
<translation type="unfinished">Fin del impacto</translation>
</message>
<message>
<source>Impact started</source>
<translation type="unfinished">Inicio del impacto</translation>
</message>
<message>
<source>Nothing would change: say what is known now.</source>
<translation type="unfinished">No cambiaría nada: diga lo que se sabe ahora.</translation>
</message>
<message>
<source>Set</source>
<translation type="unfinished">Poner</translation>
</message>
</context>
<context>
<name>ImpactForm</name>
<message>
<source>Empty while customers still feel it</source>
<translation type="unfinished">Vacío mientras los clientes aún lo notan</translation>
</message>
<message>
<source>Everybody? Some, and which? What can they not do?</source>
<translation type="unfinished">¿Todos? ¿Algunos, y cuáles? ¿Qué no pueden hacer?</translation>
</message>
<message>
<source>Impact ended</source>
<translation type="unfinished">Fin del impacto</translation>
</message>
<message>
<source>Impact started</source>
<translation type="unfinished">Inicio del impacto</translation>
</message>
<message>
<source>Which services?</source>
<translation type="unfinished">¿Qué servicios?</translation>
</message>
<message>
<source>Who is affected</source>
<translation type="unfinished">A quién afecta</translation>
</message>
<message>
<source>in words a customer would use</source>
<translation type="unfinished">con palabras que usaría un cliente</translation>
</message>
</context>
<context>
<name>ImpactPanel</name>
<message>
<source>1 service</source>
<translation type="unfinished">1 servicio</translation>
</message>
<message>
<source>Affected</source>
<translation type="unfinished">Afectados</translation>
</message>
<message>
<source>Ended</source>
<translation type="unfinished">Terminado</translation>
</message>
<message>
<source>Impact</source>
<translation type="unfinished">Impacto</translation>
</message>
<message>
<source>Impact ended</source>
<translation type="unfinished">Fin del impacto</translation>
</message>
<message>
<source>Impact started</source>
<translation type="unfinished">Inicio del impacto</translation>
</message>
<message>
<source>Name them</source>
<translation type="unfinished">Nómbrelos</translation>
</message>
<message>
<source>No impact known</source>
<translation type="unfinished">Sin impacto conocido</translation>
</message>
<message>
<source>Nobody has said yet</source>
<translation type="unfinished">Aún no lo ha dicho nadie</translation>
</message>
<message>
<source>None named yet</source>
<translation type="unfinished">Aún ninguno nombrado</translation>
</message>
<message>
<source>Not known yet</source>
<translation type="unfinished">Aún no se sabe</translation>
</message>
<message>
<source>Once it has started</source>
<translation type="unfinished">Una vez que ha empezado</translation>
</message>
<message>
<source>Running</source>
<translation type="unfinished">En marcha</translation>
</message>
<message>
<source>Say when customers felt it first</source>
<translation type="unfinished">Decir cuándo lo notaron primero los clientes</translation>
</message>
<message>
<source>Say when it is over</source>
<translation type="unfinished">Decir cuándo terminó</translation>
</message>
<message>
<source>Say who</source>
<translation type="unfinished">Diga quién</translation>
</message>
<message>
<source>Services</source>
<translation type="unfinished">Servicios</translation>
</message>
<message>
<source>Started</source>
<translation type="unfinished">Empezado</translation>
</message>
<message>
<source>Time to detect</source>
<translation type="unfinished">Tiempo hasta detectar</translation>
</message>
<message>
<source>To detect</source>
<translation type="unfinished">Hasta detectar</translation>
</message>
<message>
<source>Who is affected</source>
<translation type="unfinished">A quién afecta</translation>
</message>
<message>
<source>detected → impact started</source>
<translation type="unfinished">detectado → inicio del impacto</translation>
</message>
<message>
<source>impact started → detected</source>
<translation type="unfinished">inicio del impacto → detectado</translation>
</message>
<message>
<source>lasted {span}</source>
<translation type="unfinished">duró {span}</translation>
</message>
<message>
<source>{count} services</source>
<translation type="unfinished">{count} servicios</translation>
</message>
<message>
<source>{name}, {clock}</source>
<translation type="unfinished">{name}, {clock}</translation>
</message>
<message>
<source>{span} ahead</source>
<translation type="unfinished">{span} adelantado</translation>
</message>
</context>
<context>
<name>Importing</name>
<message>
<source>All files (*)</source>
<translation type="unfinished">Todos los archivos (*)</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Each incident is written whole or not at all</source>
<translation type="unfinished">Cada incidente se escribe entero o nada</translation>
</message>
<message>
<source>Import incidents</source>
<translation type="unfinished">Importar incidentes</translation>
</message>
<message>
<source>Imported</source>
<translation type="unfinished">Importado</translation>
</message>
<message>
<source>Importing</source>
<translation type="unfinished">Importando</translation>
</message>
<message>
<source>Nothing was imported</source>
<translation type="unfinished">No se importó nada</translation>
</message>
<message>
<source>Stop</source>
<translation type="unfinished">Parar</translation>
</message>
<message>
<source>Stopping…</source>
<translation type="unfinished">Parando…</translation>
</message>
<message>
<source>Timelines, tables and bundles (*.json *.jsonl *.csv *.tsv *.bundle)</source>
<translation type="unfinished">Cronologías, tablas y paquetes (*.json *.jsonl *.csv *.tsv *.bundle)</translation>
</message>
<message>
<source>{done} of {count} files</source>
<translation type="unfinished">{done} de {count} archivos</translation>
</message>
<message>
<source>{number}: {count} entries added</source>
<translation type="unfinished">{number}: {count} entradas añadidas</translation>
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
<translation type="unfinished">Impacto en clientes</translation>
</message>
<message>
<source>Elapsed</source>
<translation type="unfinished">Transcurrido</translation>
</message>
<message>
<source>Impact</source>
<translation type="unfinished">Impacto</translation>
</message>
<message>
<source>Lasted</source>
<translation type="unfinished">Duró</translation>
</message>
<message>
<source>not known</source>
<translation type="unfinished">no se sabe</translation>
</message>
<message>
<source>{caption} since {clock}</source>
<translation type="unfinished">{caption} desde {clock}</translation>
</message>
</context>
<context>
<name>IncidentHeader</name>
<message>
<source>(the title was erased)</source>
<translation type="unfinished">(el título se borró)</translation>
</message>
<message>
<source>Also called {alias} in the shared record</source>
<translation type="unfinished">También llamado {alias} en el registro compartido</translation>
</message>
<message>
<source>Declare incident</source>
<translation type="unfinished">Declarar incidente</translation>
</message>
<message>
<source>Go to another incident</source>
<translation type="unfinished">Ir a otro incidente</translation>
</message>
<message>
<source>Go to another incident (Ctrl+K)</source>
<translation type="unfinished">Ir a otro incidente (Ctrl+K)</translation>
</message>
<message>
<source>Make a bundle</source>
<translation type="unfinished">Hacer un paquete</translation>
</message>
<message>
<source>Restricted</source>
<translation type="unfinished">Restringido</translation>
</message>
<message>
<source>Save as a page…</source>
<translation type="unfinished">Guardar como página…</translation>
</message>
<message>
<source>Set the title</source>
<translation type="unfinished">Poner el título</translation>
</message>
<message>
<source>With a note, and when it happened</source>
<translation type="unfinished">Con una nota, y cuándo ocurrió</translation>
</message>
<message>
<source>{number}: go to another incident</source>
<translation type="unfinished">{number}: ir a otro incidente</translation>
</message>
</context>
<context>
<name>IncidentHeaderForm</name>
<message>
<source>Declare</source>
<translation type="unfinished">Declarar</translation>
</message>
<message>
<source>Declare incident (Ctrl+D)</source>
<translation type="unfinished">Declarar incidente (Ctrl+D)</translation>
</message>
<message>
<source>More</source>
<translation type="unfinished">Más</translation>
</message>
</context>
<context>
<name>IncidentPicker</name>
<message>
<source>1 incident</source>
<translation type="unfinished">1 incidente</translation>
</message>
<message>
<source>Incidents</source>
<translation type="unfinished">Incidentes</translation>
</message>
<message>
<source>Number, or words of the title</source>
<translation type="unfinished">Número, o palabras del título</translation>
</message>
<message>
<source>{count} incidents</source>
<translation type="unfinished">{count} incidentes</translation>
</message>
</context>
<context>
<name>IncidentStepper</name>
<message>
<source>Move to {state}</source>
<translation type="unfinished">Mover a {state}</translation>
</message>
<message>
<source>Nothing was wrong: end it all at once (Ctrl+Shift+D)</source>
<translation type="unfinished">Nada iba mal: acabarlo todo de una vez (Ctrl+Shift+D)</translation>
</message>
<message>
<source>Stand down</source>
<translation type="unfinished">Desactivar</translation>
</message>
<message>
<source>Was {state} at {moment}, and came back from there</source>
<translation type="unfinished">Estaba {state} a las {moment}, y volvió de ahí</translation>
</message>
<message>
<source>since {clock}</source>
<translation type="unfinished">desde {clock}</translation>
</message>
<message>
<source>{state} at {moment}</source>
<translation type="unfinished">{state} a las {moment}</translation>
</message>
<message>
<source>{state}: passed over</source>
<translation type="unfinished">{state}: saltado</translation>
</message>
</context>
<context>
<name>IncidentsDialog</name>
<message>
<source>Arrows move, Enter opens, Ctrl+Enter opens beside, Ctrl+R reviews</source>
<translation type="unfinished">Las flechas mueven, Enter abre, Ctrl+Enter abre al lado, Ctrl+R revisa</translation>
</message>
<message>
<source>Arrows move, Enter puts it beside</source>
<translation type="unfinished">Las flechas mueven, Enter lo pone al lado</translation>
</message>
<message>
<source>Arrows move, Enter reviews it</source>
<translation type="unfinished">Las flechas mueven, Enter lo revisa</translation>
</message>
<message>
<source>Go to an incident</source>
<translation type="unfinished">Ir a un incidente</translation>
</message>
<message>
<source>Make a bundle…</source>
<translation type="unfinished">Hacer un paquete…</translation>
</message>
<message>
<source>Open</source>
<translation type="unfinished">Abrir</translation>
</message>
<message>
<source>Open beside</source>
<translation type="unfinished">Abrir al lado</translation>
</message>
<message>
<source>Put an incident beside this one</source>
<translation type="unfinished">Poner un incidente al lado de este</translation>
</message>
<message>
<source>Review</source>
<translation type="unfinished">Revisión</translation>
</message>
<message>
<source>Review an incident</source>
<translation type="unfinished">Revisar un incidente</translation>
</message>
</context>
<context>
<name>InvestigateDialog</name>
<message>
<source>Backups</source>
<translation type="unfinished">Copias de seguridad</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Database</source>
<translation type="unfinished">Base de datos</translation>
</message>
<message>
<source>Investigate, each blind to the others</source>
<translation type="unfinished">Investigar, cada uno a ciegas de los demás</translation>
</message>
<message>
<source>Maya, Jun</source>
<translation type="unfinished">Maya, Jun</translation>
</message>
<message>
<source>Nobody reads what another team writes before all are in</source>
<translation type="unfinished">Nadie lee lo que escribe otro equipo antes de que todos entreguen</translation>
</message>
<message>
<source>Open</source>
<translation type="unfinished">Abrir</translation>
</message>
<message>
<source>Own question, if another</source>
<translation type="unfinished">Pregunta propia, si es otra</translation>
</message>
<message>
<source>Team</source>
<translation type="unfinished">Equipo</translation>
</message>
<message>
<source>The own question of team {number}</source>
<translation type="unfinished">La pregunta propia del equipo {number}</translation>
</message>
<message>
<source>The question</source>
<translation type="unfinished">La pregunta</translation>
</message>
<message>
<source>Time box</source>
<translation type="unfinished">Límite de tiempo</translation>
</message>
<message>
<source>Tomas</source>
<translation type="unfinished">Tomas</translation>
</message>
<message>
<source>What all know at the opening</source>
<translation type="unfinished">Lo que todos saben en la apertura</translation>
</message>
<message>
<source>What team {number} is called</source>
<translation type="unfinished">Cómo se llama el equipo {number}</translation>
</message>
<message>
<source>Who is in team {number}; the first leads</source>
<translation type="unfinished">Quién está en el equipo {number}; el primero dirige</translation>
</message>
<message>
<source>Who; the first leads</source>
<translation type="unfinished">Quién; el primero dirige</translation>
</message>
<message>
<source>Why did replication stop?</source>
<translation type="unfinished">¿Por qué paró la replicación?</translation>
</message>
<message>
<source>later lines reach all alike</source>
<translation type="unfinished">las líneas posteriores llegan a todos por igual</translation>
</message>
<message>
<source>no end</source>
<translation type="unfinished">sin fin</translation>
</message>
</context>
<context>
<name>InvestigationChecks</name>
<message>
<source>1 cell is not said yet</source>
<translation type="unfinished">1 celda aún sin decir</translation>
</message>
<message>
<source>1 factor without evidence</source>
<translation type="unfinished">1 factor sin prueba</translation>
</message>
<message>
<source>1 factor, with evidence</source>
<translation type="unfinished">1 factor, con prueba</translation>
</message>
<message>
<source>1 open question has no owner</source>
<translation type="unfinished">1 pregunta abierta sin responsable</translation>
</message>
<message>
<source>No contributing factor yet</source>
<translation type="unfinished">Aún ningún factor contribuyente</translation>
</message>
<message>
<source>about 1 cell two of you differ</source>
<translation type="unfinished">en cerca de 1 celda difieren dos de ustedes</translation>
</message>
<message>
<source>about {count} cells two of you differ</source>
<translation type="unfinished">en cerca de {count} celdas difieren dos de ustedes</translation>
</message>
<message>
<source>{count} cells are not said yet</source>
<translation type="unfinished">{count} celdas aún sin decir</translation>
</message>
<message>
<source>{count} factors without evidence</source>
<translation type="unfinished">{count} factores sin prueba</translation>
</message>
<message>
<source>{count} factors, each with evidence</source>
<translation type="unfinished">{count} factores, cada uno con prueba</translation>
</message>
<message>
<source>{count} open questions have no owner</source>
<translation type="unfinished">{count} preguntas abiertas sin responsable</translation>
</message>
</context>
<context>
<name>InvestigationColumn</name>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} más</translation>
</message>
</context>
<context>
<name>InvestigationList</name>
<message>
<source>(the question was erased)</source>
<translation type="unfinished">(la pregunta se borró)</translation>
</message>
<message>
<source>Compare</source>
<translation type="unfinished">Comparar</translation>
</message>
<message>
<source>Compare what all of the round found</source>
<translation type="unfinished">Comparar lo que hallaron todos los de la ronda</translation>
</message>
<message>
<source>Investigations</source>
<translation type="unfinished">Investigaciones</translation>
</message>
<message>
<source>Open more</source>
<translation type="unfinished">Abrir más</translation>
</message>
</context>
<context>
<name>InvestigationNeeds</name>
<message>
<source> and </source>
<translation type="unfinished"> y </translation>
</message>
<message>
<source>Find out: {text}</source>
<translation type="unfinished">Averiguar: {text}</translation>
</message>
<message>
<source>Investigation {letter}: a question is open</source>
<translation type="unfinished">Investigación {letter}: hay una pregunta abierta</translation>
</message>
<message>
<source>Investigation {letter}: all others are in</source>
<translation type="unfinished">Investigación {letter}: las demás están entregadas</translation>
</message>
<message>
<source>Investigation {letter}: its time is over</source>
<translation type="unfinished">Investigación {letter}: se acabó su tiempo</translation>
</message>
<message>
<source>Investigation {letter}: members differ</source>
<translation type="unfinished">Investigación {letter}: los miembros difieren</translation>
</message>
<message>
<source>Investigation {letter}: {about} was named twice at once, by {names}</source>
<translation type="unfinished">Investigación {letter}: {about} se nombró dos veces a la vez, por {names}</translation>
</message>
<message>
<source>Investigation {letter}: {count} differences to settle</source>
<translation type="unfinished">Investigación {letter}: {count} diferencias por resolver</translation>
</message>
<message>
<source>Investigation {letter}: {names} differ about {about}</source>
<translation type="unfinished">Investigación {letter}: {names} difieren sobre {about}</translation>
</message>
<message>
<source>Investigation {letter}: {names} gave {about} to two people at once</source>
<translation type="unfinished">Investigación {letter}: {names} dieron {about} a dos personas a la vez</translation>
</message>
<message>
<source>Investigation {letter}: {names} trust {about} differently</source>
<translation type="unfinished">Investigación {letter}: {names} confían de modo distinto en {about}</translation>
</message>
<message>
<source>Nobody finds out: {text}</source>
<translation type="unfinished">Nadie lo averigua: {text}</translation>
</message>
<message>
<source>you</source>
<translation type="unfinished">usted</translation>
</message>
<message>
<source>{name} has not found out: {text}</source>
<translation type="unfinished">{name} no ha averiguado: {text}</translation>
</message>
</context>
<context>
<name>InvestigationSheet</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>Add a file or a picture that speaks against it</source>
<translation type="unfinished">Añadir un archivo o una imagen que habla en contra</translation>
</message>
<message>
<source>Add a file or a picture that speaks for it</source>
<translation type="unfinished">Añadir un archivo o una imagen que habla a favor</translation>
</message>
<message>
<source>Add an open question</source>
<translation type="unfinished">Añadir una pregunta abierta</translation>
</message>
<message>
<source>Add what speaks against it</source>
<translation type="unfinished">Añadir lo que habla en contra</translation>
</message>
<message>
<source>Add what speaks for it</source>
<translation type="unfinished">Añadir lo que habla a favor</translation>
</message>
<message>
<source>Against</source>
<translation type="unfinished">En contra</translation>
</message>
<message>
<source>Blind until</source>
<translation type="unfinished">A ciegas hasta</translation>
</message>
<message>
<source>Confidence</source>
<translation type="unfinished">Confianza</translation>
</message>
<message>
<source>For</source>
<translation type="unfinished">Para</translation>
</message>
<message>
<source>Hypothesis</source>
<translation type="unfinished">Hipótesis</translation>
</message>
<message>
<source>Matrix</source>
<translation type="unfinished">Matriz</translation>
</message>
<message>
<source>No hypothesis yet. Say what may be so; then what speaks for it, and against it.</source>
<translation type="unfinished">Aún ninguna hipótesis. Diga qué podría ser; luego lo que habla a favor y en contra.</translation>
</message>
<message>
<source>Open questions</source>
<translation type="unfinished">Preguntas abiertas</translation>
</message>
<message>
<source>Place {place} of {count} by how little speaks against it</source>
<translation type="unfinished">Puesto {place} de {count} por lo poco que habla en contra</translation>
</message>
<message>
<source>Submit…</source>
<translation type="unfinished">Entregar…</translation>
</message>
<message>
<source>The same words as a matrix (Ctrl+I)</source>
<translation type="unfinished">Las mismas palabras como matriz (Ctrl+I)</translation>
</message>
<message>
<source>Time box</source>
<translation type="unfinished">Límite de tiempo</translation>
</message>
<message>
<source>What may be so</source>
<translation type="unfinished">Qué podría ser</translation>
</message>
<message>
<source>all are in</source>
<translation type="unfinished">todas están entregadas</translation>
</message>
<message>
<source>answered</source>
<translation type="unfinished">respondido</translation>
</message>
<message>
<source>broken {clock}</source>
<translation type="unfinished">roto {clock}</translation>
</message>
<message>
<source>for {name}</source>
<translation type="unfinished">para {name}</translation>
</message>
<message>
<source>nobody yet</source>
<translation type="unfinished">aún nadie</translation>
</message>
<message>
<source>opened</source>
<translation type="unfinished">abierto</translation>
</message>
<message>
<source>trust: {trust}</source>
<translation type="unfinished">confianza: {trust}</translation>
</message>
<message>
<source>{count} not rated yet</source>
<translation type="unfinished">{count} aún sin valorar</translation>
</message>
</context>
<context>
<name>InvestigationWords</name>
<message>
<source>(the question was erased)</source>
<translation type="unfinished">(la pregunta se borró)</translation>
</message>
<message>
<source>High</source>
<translation type="unfinished">Alta</translation>
</message>
<message>
<source>Low</source>
<translation type="unfinished">Baja</translation>
</message>
<message>
<source>Medium</source>
<translation type="unfinished">Media</translation>
</message>
<message>
<source>Sealed to those who work on it: {names}</source>
<translation type="unfinished">Sellada para quienes trabajan en ella: {names}</translation>
</message>
<message>
<source>What it says opens with the last of its round.</source>
<translation type="unfinished">Lo que dice se abre con la última de su ronda.</translation>
</message>
<message>
<source>Without a shared record the seal is a courtesy: whoever sits at this desk has its disk.</source>
<translation type="unfinished">Sin registro compartido el sello es una cortesía: quien se siente en este puesto tiene su disco.</translation>
</message>
<message>
<source>after it was in</source>
<translation type="unfinished">tras su entrega</translation>
</message>
<message>
<source>condition</source>
<translation type="unfinished">condición</translation>
</message>
<message>
<source>delayed us</source>
<translation type="unfinished">nos retrasó</translation>
</message>
<message>
<source>fits</source>
<translation type="unfinished">encaja</translation>
</message>
<message>
<source>in the light of the others</source>
<translation type="unfinished">a la luz de los demás</translation>
</message>
<message>
<source>in {clock}, opens with the last</source>
<translation type="unfinished">entregada {clock}, se abre con la última</translation>
</message>
<message>
<source>last activity {clock}</source>
<translation type="unfinished">última actividad {clock}</translation>
</message>
<message>
<source>limited the harm</source>
<translation type="unfinished">limitó el daño</translation>
</message>
<message>
<source>made it worse</source>
<translation type="unfinished">lo empeoró</translation>
</message>
<message>
<source>members differ: {letters}</source>
<translation type="unfinished">los miembros difieren: {letters}</translation>
</message>
<message>
<source>neither</source>
<translation type="unfinished">ninguno</translation>
</message>
<message>
<source>no end</source>
<translation type="unfinished">sin fin</translation>
</message>
<message>
<source>not yet said</source>
<translation type="unfinished">aún sin decir</translation>
</message>
<message>
<source>nothing written yet</source>
<translation type="unfinished">aún nada escrito</translation>
</message>
<message>
<source>sealed</source>
<translation type="unfinished">sellada</translation>
</message>
<message>
<source>speaks against</source>
<translation type="unfinished">habla en contra</translation>
</message>
<message>
<source>submitted {clock}</source>
<translation type="unfinished">entregada {clock}</translation>
</message>
<message>
<source>the seal was broken</source>
<translation type="unfinished">el sello se rompió</translation>
</message>
<message>
<source>trigger</source>
<translation type="unfinished">desencadenante</translation>
</message>
<message>
<source>you work here</source>
<translation type="unfinished">usted trabaja aquí</translation>
</message>
<message>
<source>{left} of {whole} left</source>
<translation type="unfinished">{left} de {whole} restan</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">{span} tarde</translation>
</message>
<message>
<source>{span} left</source>
<translation type="unfinished">quedan {span}</translation>
</message>
</context>
<context>
<name>InvestigationsPanel</name>
<message>
<source>Have several people look into a question, each blind to the others</source>
<translation type="unfinished">Hacer que varias personas estudien una pregunta, a ciegas entre sí</translation>
</message>
<message>
<source>Investigate</source>
<translation type="unfinished">Investigar</translation>
</message>
<message>
<source>Investigate one more question</source>
<translation type="unfinished">Investigar una pregunta más</translation>
</message>
<message>
<source>Investigations</source>
<translation type="unfinished">Investigaciones</translation>
</message>
<message>
<source>Time, people, seal…</source>
<translation type="unfinished">Tiempo, gente, sello…</translation>
</message>
<message>
<source>none opened yet</source>
<translation type="unfinished">aún ninguna abierta</translation>
</message>
</context>
<context>
<name>InvestigationsRoom</name>
<message>
<source>Investigate…</source>
<translation type="unfinished">Investigar…</translation>
</message>
<message>
<source>Investigations belong to an incident.</source>
<translation type="unfinished">Las investigaciones pertenecen a un incidente.</translation>
</message>
<message>
<source>No incident is shown</source>
<translation type="unfinished">No se muestra ningún incidente</translation>
</message>
<message>
<source>No investigation yet</source>
<translation type="unfinished">Aún ninguna investigación</translation>
</message>
<message>
<source>Several people look into one question, each blind to the others until all of them are in.</source>
<translation type="unfinished">Varias personas estudian una pregunta, a ciegas entre sí hasta que todas entregan.</translation>
</message>
</context>
<context>
<name>JoinCard</name>
<message>
<source>All open. Coming in…</source>
<translation type="unfinished">Todo abierto. Entrando…</translation>
</message>
<message>
<source>Going the way to the server…</source>
<translation type="unfinished">Recorriendo el camino al servidor…</translation>
</message>
<message>
<source>Join a room</source>
<translation type="unfinished">Unirse a una sala</translation>
</message>
<message>
<source>Open: {steps}</source>
<translation type="unfinished">Abierto: {steps}</translation>
</message>
<message>
<source>Several desks, one record. Ask whoever runs it for a join line; it holds your key, so keep it to yourself.</source>
<translation type="unfinished">Varios puestos, un registro. Pida una línea de acceso a quien lo lleva; contiene su clave, así que guárdela para usted.</translation>
</message>
<message>
<source>Test and join</source>
<translation type="unfinished">Probar y unirse</translation>
</message>
<message>
<source>The join line you were given</source>
<translation type="unfinished">La línea de acceso que le dieron</translation>
</message>
<message>
<source>The line is tried first, and you are told in words what works.</source>
<translation type="unfinished">La línea se prueba antes, y se le dice en palabras qué funciona.</translation>
</message>
<message>
<source>postgresql://…   the line you were given</source>
<translation type="unfinished">postgresql://…   la línea que le dieron</translation>
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
<translation type="unfinished">Conocido por todos en la apertura</translation>
</message>
<message>
<source>Since then, to all alike</source>
<translation type="unfinished">Desde entonces, a todos por igual</translation>
</message>
<message>
<source>no facts were ticked when it was opened</source>
<translation type="unfinished">no se marcó ningún hecho al abrirla</translation>
</message>
<message>
<source>nothing yet that matters</source>
<translation type="unfinished">aún nada que importe</translation>
</message>
<message>
<source>{count} older ones on the timeline</source>
<translation type="unfinished">{count} más antiguas en la cronología</translation>
</message>
</context>
<context>
<name>LanguageChoice</name>
<message>
<source>Language of the window</source>
<translation type="unfinished">Idioma de la ventana</translation>
</message>
<message>
<source>Like the desktop</source>
<translation type="unfinished">Como el escritorio</translation>
</message>
</context>
<context>
<name>LargeDialog</name>
<message>
<source>L listens, C shows the code, the arrows scroll, Esc goes back</source>
<translation type="unfinished">L escucha, C muestra el código, las flechas desplazan, Esc vuelve</translation>
</message>
<message>
<source>Large print</source>
<translation type="unfinished">Letra grande</translation>
</message>
<message>
<source>Listen</source>
<translation type="unfinished">Escuchar</translation>
</message>
<message>
<source>QR code</source>
<translation type="unfinished">Código QR</translation>
</message>
<message>
<source>Stop</source>
<translation type="unfinished">Parar</translation>
</message>
</context>
<context>
<name>LargePrint</name>
<message>
<source>The words in large print</source>
<translation type="unfinished">Las palabras en letra grande</translation>
</message>
</context>
<context>
<name>Leading</name>
<message>
<source>{name} said so</source>
<translation type="unfinished">{name} lo dijo</translation>
</message>
</context>
<context>
<name>LearnedPanel</name>
<message>
<source>1 waits</source>
<translation type="unfinished">1 espera</translation>
</message>
<message>
<source>For which lesson</source>
<translation type="unfinished">Para qué lección</translation>
</message>
<message>
<source>Nothing waits. A lesson is noted in the review of its incident.</source>
<translation type="unfinished">Nada espera. Una lección se anota en la revisión de su incidente.</translation>
</message>
<message>
<source>Propose</source>
<translation type="unfinished">Proponer</translation>
</message>
<message>
<source>Propose the draft as the change that this lesson asks for</source>
<translation type="unfinished">Proponer el borrador como el cambio que pide esta lección</translation>
</message>
<message>
<source>Proposed by lessons</source>
<translation type="unfinished">Propuesto por lecciones</translation>
</message>
<message>
<source>{count} wait</source>
<translation type="unfinished">{count} esperan</translation>
</message>
<message>
<source>{number}, lesson {lesson}</source>
<translation type="unfinished">{number}, lección {lesson}</translation>
</message>
</context>
<context>
<name>Leaving</name>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Copy them and close</source>
<translation type="unfinished">Copiarlas y cerrar</translation>
</message>
<message>
<source>Not saved</source>
<translation type="unfinished">Sin guardar</translation>
</message>
<message>
<source>Stay</source>
<translation type="unfinished">Quedarse</translation>
</message>
<message>
<source>These words are not on the disk. If the window closes now, they are lost:</source>
<translation type="unfinished">Estas palabras no están en el disco. Si la ventana se cierra ahora, se pierden:</translation>
</message>
</context>
<context>
<name>LessonDialog</name>
<message>
<source>A line more on that checklist</source>
<translation type="unfinished">Una línea más en esa lista de control</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Decline the change</source>
<translation type="unfinished">Rechazar el cambio</translation>
</message>
<message>
<source>Follow-up of it…</source>
<translation type="unfinished">Seguimiento de ello…</translation>
</message>
<message>
<source>It is no lesson</source>
<translation type="unfinished">No es una lección</translation>
</message>
<message>
<source>It is shown when something like this is declared again</source>
<translation type="unfinished">Se muestra cuando se vuelva a declarar algo así</translation>
</message>
<message>
<source>Lesson {number}</source>
<translation type="unfinished">Lección {number}</translation>
</message>
<message>
<source>Look whether the newest backup can be read</source>
<translation type="unfinished">Mirar si la copia más nueva se puede leer</translation>
</message>
<message>
<source>Nobody had looked whether the backups can be read</source>
<translation type="unfinished">Nadie había mirado si las copias se pueden leer</translation>
</message>
<message>
<source>Note a lesson</source>
<translation type="unfinished">Anotar una lección</translation>
</message>
<message>
<source>Note it</source>
<translation type="unfinished">Anotarlo</translation>
</message>
<message>
<source>On whose checklist</source>
<translation type="unfinished">En la lista de control de quién</translation>
</message>
<message>
<source>Propose this line</source>
<translation type="unfinished">Proponer esta línea</translation>
</message>
<message>
<source>Put it into the plan</source>
<translation type="unfinished">Ponerlo en el plan</translation>
</message>
<message>
<source>Save the change</source>
<translation type="unfinished">Guardar el cambio</translation>
</message>
<message>
<source>What changes in the plan?</source>
<translation type="unfinished">¿Qué cambia en el plan?</translation>
</message>
<message>
<source>What did it teach?</source>
<translation type="unfinished">¿Qué enseñó?</translation>
</message>
<message>
<source>What it taught</source>
<translation type="unfinished">Qué enseñó</translation>
</message>
<message>
<source>Why it is declined, or no lesson</source>
<translation type="unfinished">Por qué se rechaza, o no es una lección</translation>
</message>
<message>
<source>Work at it in the draft</source>
<translation type="unfinished">Trabajarlo en el borrador</translation>
</message>
<message>
<source>about the system, not about people</source>
<translation type="unfinished">sobre el sistema, no sobre las personas</translation>
</message>
<message>
<source>any other change: in the plan room, Ctrl+P</source>
<translation type="unfinished">cualquier otro cambio: en la sala del plan, Ctrl+P</translation>
</message>
<message>
<source>no limit</source>
<translation type="unfinished">sin límite</translation>
</message>
<message>
<source>within {span}</source>
<translation type="unfinished">en {span}</translation>
</message>
</context>
<context>
<name>LessonWords</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>1 day overdue</source>
<translation type="unfinished">1 día vencido</translation>
</message>
<message>
<source>Detect sooner</source>
<translation type="unfinished">Detectar antes</translation>
</message>
<message>
<source>In the plan since version {version}</source>
<translation type="unfinished">En el plan desde la versión {version}</translation>
</message>
<message>
<source>Its change of the plan was declined</source>
<translation type="unfinished">Se rechazó su cambio del plan</translation>
</message>
<message>
<source>Lesson</source>
<translation type="unfinished">Lección</translation>
</message>
<message>
<source>Make it smaller</source>
<translation type="unfinished">Hacerlo más pequeño</translation>
</message>
<message>
<source>Normal</source>
<translation type="unfinished">Normal</translation>
</message>
<message>
<source>Prevent</source>
<translation type="unfinished">Prevenir</translation>
</message>
<message>
<source>Proposes a change of the plan</source>
<translation type="unfinished">Propone un cambio del plan</translation>
</message>
<message>
<source>Respond better</source>
<translation type="unfinished">Responder mejor</translation>
</message>
<message>
<source>Urgent</source>
<translation type="unfinished">Urgente</translation>
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
<translation type="unfinished">hecho</translation>
</message>
<message>
<source>due {date}</source>
<translation type="unfinished">vence {date}</translation>
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
<translation type="unfinished">sin fecha</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">nadie</translation>
</message>
<message>
<source>overdue</source>
<translation type="unfinished">vencido</translation>
</message>
<message>
<source>two desks disagree</source>
<translation type="unfinished">dos puestos no coinciden</translation>
</message>
<message>
<source>will not be done</source>
<translation type="unfinished">no se hará</translation>
</message>
<message>
<source>{count} days overdue</source>
<translation type="unfinished">{count} días vencidos</translation>
</message>
</context>
<context>
<name>LessonsPanel</name>
<message>
<source>1 overdue</source>
<translation type="unfinished">1 vencido</translation>
</message>
<message>
<source>Add a follow-up</source>
<translation type="unfinished">Añadir un seguimiento</translation>
</message>
<message>
<source>Follow-up</source>
<translation type="unfinished">Seguimiento</translation>
</message>
<message>
<source>Lesson</source>
<translation type="unfinished">Lección</translation>
</message>
<message>
<source>Lessons and follow-ups</source>
<translation type="unfinished">Lecciones y seguimientos</translation>
</message>
<message>
<source>Note a lesson</source>
<translation type="unfinished">Anotar una lección</translation>
</message>
<message>
<source>Nothing yet: what did it teach, and what is to be done?</source>
<translation type="unfinished">Aún nada: ¿qué enseñó, y qué hay que hacer?</translation>
</message>
<message>
<source>{count} overdue</source>
<translation type="unfinished">{count} vencidos</translation>
</message>
</context>
<context>
<name>LevelDialog</name>
<message>
<source>An administrator is made and unmade by two: another one has to ask for the same.</source>
<translation type="unfinished">La administración la dan y la quitan dos: otra tiene que pedir lo mismo.</translation>
</message>
<message>
<source>Ask for it</source>
<translation type="unfinished">Pedirlo</translation>
</message>
<message>
<source>It holds from the moment the shared database has it.</source>
<translation type="unfinished">Vale desde el momento en que la base de datos compartida lo tiene.</translation>
</message>
<message>
<source>Level of {name}</source>
<translation type="unfinished">Nivel de {name}</translation>
</message>
<message>
<source>Set</source>
<translation type="unfinished">Poner</translation>
</message>
<message>
<source>The shared database decides; it stays on the record, with the reason</source>
<translation type="unfinished">Decide la base de datos compartida; queda en el registro, con el motivo</translation>
</message>
<message>
<source>What may they do?</source>
<translation type="unfinished">¿Qué pueden hacer?</translation>
</message>
<message>
<source>Why</source>
<translation type="unfinished">Por qué</translation>
</message>
<message>
<source>Why?</source>
<translation type="unfinished">¿Por qué?</translation>
</message>
<message>
<source>everybody who shares this record reads it</source>
<translation type="unfinished">todos los que comparten este registro lo leen</translation>
</message>
<message>
<source>now: {level}</source>
<translation type="unfinished">ahora: {level}</translation>
</message>
<message>
<source>on call this week, back from leave…</source>
<translation type="unfinished">de guardia esta semana, de vuelta de permiso…</translation>
</message>
<message>
<source>{names} asked for it, too: you are the second.</source>
<translation type="unfinished">{names} también lo pidieron: usted es la segunda persona.</translation>
</message>
</context>
<context>
<name>LineActions</name>
<message>
<source>Bring it back</source>
<translation type="unfinished">Traerlo de vuelta</translation>
</message>
<message>
<source>Copy</source>
<translation type="unfinished">Copiar</translation>
</message>
<message>
<source>Correct…</source>
<translation type="unfinished">Corregir…</translation>
</message>
<message>
<source>Discard</source>
<translation type="unfinished">Descartar</translation>
</message>
<message>
<source>Erase its words…</source>
<translation type="unfinished">Borrar sus palabras…</translation>
</message>
<message>
<source>Fetch the file now</source>
<translation type="unfinished">Traer el archivo ahora</translation>
</message>
<message>
<source>Go to it in the other incident</source>
<translation type="unfinished">Ir a ello en el otro incidente</translation>
</message>
<message>
<source>Let it hold again</source>
<translation type="unfinished">Hacerlo valer otra vez</translation>
</message>
<message>
<source>Link the incident to another…</source>
<translation type="unfinished">Enlazar el incidente con otro…</translation>
</message>
<message>
<source>Look at this decision again…</source>
<translation type="unfinished">Volver a mirar esta decisión…</translation>
</message>
<message>
<source>Make a fact of it…</source>
<translation type="unfinished">Hacer de ello un hecho…</translation>
</message>
<message>
<source>Mark as significant</source>
<translation type="unfinished">Marcar como significativa</translation>
</message>
<message>
<source>Move to another incident…</source>
<translation type="unfinished">Mover a otro incidente…</translation>
</message>
<message>
<source>Moved to {number}: “{line}”</source>
<translation type="unfinished">Movida a {number}: «{line}»</translation>
</message>
<message>
<source>No longer significant</source>
<translation type="unfinished">Ya no significativa</translation>
</message>
<message>
<source>Object to this decision…</source>
<translation type="unfinished">Objetar esta decisión…</translation>
</message>
<message>
<source>Open the file</source>
<translation type="unfinished">Abrir el archivo</translation>
</message>
<message>
<source>Pin to the top</source>
<translation type="unfinished">Fijar arriba</translation>
</message>
<message>
<source>Read the whole line</source>
<translation type="unfinished">Leer la línea entera</translation>
</message>
<message>
<source>Save the file as…</source>
<translation type="unfinished">Guardar el archivo como…</translation>
</message>
<message>
<source>Split off a second incident…</source>
<translation type="unfinished">Separar un segundo incidente…</translation>
</message>
<message>
<source>Split off {number}</source>
<translation type="unfinished">Separar {number}</translation>
</message>
<message>
<source>Take back</source>
<translation type="unfinished">Retirar</translation>
</message>
<message>
<source>Take down from the top</source>
<translation type="unfinished">Quitar de arriba</translation>
</message>
<message>
<source>Take it as evidence…</source>
<translation type="unfinished">Tomarla como prueba…</translation>
</message>
<message>
<source>Take it back</source>
<translation type="unfinished">Retirarlo</translation>
</message>
<message>
<source>Taken back, and struck through: “{line}”</source>
<translation type="unfinished">Retirada, y tachada: «{line}»</translation>
</message>
<message>
<source>That cannot be done with this line</source>
<translation type="unfinished">Eso no se puede hacer con esta línea</translation>
</message>
<message>
<source>Try again to save it</source>
<translation type="unfinished">Intentar guardarlo otra vez</translation>
</message>
</context>
<context>
<name>LineDialog</name>
<message>
<source>A line of the timeline</source>
<translation type="unfinished">Una línea de la cronología</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Copy</source>
<translation type="unfinished">Copiar</translation>
</message>
<message>
<source>Correct…</source>
<translation type="unfinished">Corregir…</translation>
</message>
<message>
<source>The words</source>
<translation type="unfinished">Las palabras</translation>
</message>
<message>
<source>Whatever was said before stays on the record</source>
<translation type="unfinished">Lo dicho antes queda en el registro</translation>
</message>
</context>
<context>
<name>LineHint</name>
<message>
<source>About {moment} “{line}”</source>
<translation type="unfinished">Hacia {moment} «{line}»</translation>
</message>
<message>
<source>Did it happen {moment}?</source>
<translation type="unfinished">¿Ocurrió {moment}?</translation>
</message>
<message>
<source>Happened {moment}</source>
<translation type="unfinished">Ocurrió {moment}</translation>
</message>
<message>
<source>Select a line of the timeline first: this is about one</source>
<translation type="unfinished">Elija antes una línea de la cronología: esto es sobre una</translation>
</message>
<message>
<source>Still to come: {moment}</source>
<translation type="unfinished">Aún por venir: {moment}</translation>
</message>
</context>
<context>
<name>LineRows</name>
<message>
<source>About {moment}</source>
<translation type="unfinished">Hacia {moment}</translation>
</message>
<message>
<source>Corrected by {name}, {moment}; it said “{text}”</source>
<translation type="unfinished">Corregido por {name}, {moment}; decía «{text}»</translation>
</message>
<message>
<source>Erased by {names}, {moment}</source>
<translation type="unfinished">Borrado por {names}, {moment}</translation>
</message>
<message>
<source>Goes on in {number}, split off</source>
<translation type="unfinished">Sigue en {number}, separado</translation>
</message>
<message>
<source>Moved here from {number} by {name}, {moment}</source>
<translation type="unfinished">Movida aquí desde {number} por {name}, {moment}</translation>
</message>
<message>
<source>Moved to {number} by {name}, {moment}</source>
<translation type="unfinished">Movida a {number} por {name}, {moment}</translation>
</message>
<message>
<source>Not saved</source>
<translation type="unfinished">Sin guardar</translation>
</message>
<message>
<source>Taken back by {name}, {moment}</source>
<translation type="unfinished">Retirada por {name}, {moment}</translation>
</message>
<message>
<source>The shared record refused it: its author had no right to write it</source>
<translation type="unfinished">El registro compartido lo rechazó: su autor no tenía derecho a escribirlo</translation>
</message>
<message>
<source>Writing</source>
<translation type="unfinished">Escribiendo</translation>
</message>
<message>
<source>Written down {moment}</source>
<translation type="unfinished">Anotado {moment}</translation>
</message>
<message>
<source>corrected</source>
<translation type="unfinished">corregido</translation>
</message>
<message>
<source>moved to {number}: {words}</source>
<translation type="unfinished">movido a {number}: {words}</translation>
</message>
<message>
<source>pinned</source>
<translation type="unfinished">fijado</translation>
</message>
<message>
<source>split off</source>
<translation type="unfinished">separar</translation>
</message>
<message>
<source>taken back</source>
<translation type="unfinished">retirado</translation>
</message>
<message>
<source>{author} via {adopter}</source>
<translation type="unfinished">{author} por {adopter}</translation>
</message>
<message>
<source>{author}, adopted by {adopter}</source>
<translation type="unfinished">{author}, adoptado por {adopter}</translation>
</message>
<message>
<source>{speaker}, written down by {author}</source>
<translation type="unfinished">{speaker}, anotado por {author}</translation>
</message>
<message>
<source>{told}, of {then}</source>
<translation type="unfinished">{told}, de {then}</translation>
</message>
</context>
<context>
<name>LineSort</name>
<message>
<source>Access</source>
<translation type="unfinished">Acceso</translation>
</message>
<message>
<source>Action</source>
<translation type="unfinished">Acción</translation>
</message>
<message>
<source>Actions</source>
<translation type="unfinished">Acciones</translation>
</message>
<message>
<source>All</source>
<translation type="unfinished">Todos</translation>
</message>
<message>
<source>Clock</source>
<translation type="unfinished">Reloj</translation>
</message>
<message>
<source>Course</source>
<translation type="unfinished">Medida</translation>
</message>
<message>
<source>Courses</source>
<translation type="unfinished">Medidas</translation>
</message>
<message>
<source>Decision</source>
<translation type="unfinished">Decisión</translation>
</message>
<message>
<source>Decisions</source>
<translation type="unfinished">Decisiones</translation>
</message>
<message>
<source>Detection</source>
<translation type="unfinished">Detección</translation>
</message>
<message>
<source>Detections</source>
<translation type="unfinished">Detecciones</translation>
</message>
<message>
<source>Erased</source>
<translation type="unfinished">Borrado</translation>
</message>
<message>
<source>Evidence</source>
<translation type="unfinished">Pruebas</translation>
</message>
<message>
<source>Fact</source>
<translation type="unfinished">Hecho</translation>
</message>
<message>
<source>Facts</source>
<translation type="unfinished">Hechos</translation>
</message>
<message>
<source>File</source>
<translation type="unfinished">Archivo</translation>
</message>
<message>
<source>Files</source>
<translation type="unfinished">Archivos</translation>
</message>
<message>
<source>Finding</source>
<translation type="unfinished">Hallazgo</translation>
</message>
<message>
<source>Findings</source>
<translation type="unfinished">Hallazgos</translation>
</message>
<message>
<source>Hypothesis</source>
<translation type="unfinished">Hipótesis</translation>
</message>
<message>
<source>Impact</source>
<translation type="unfinished">Impacto</translation>
</message>
<message>
<source>Inquiry</source>
<translation type="unfinished">Consulta</translation>
</message>
<message>
<source>Internal</source>
<translation type="unfinished">Interno</translation>
</message>
<message>
<source>Investigations</source>
<translation type="unfinished">Investigaciones</translation>
</message>
<message>
<source>Lesson</source>
<translation type="unfinished">Lección</translation>
</message>
<message>
<source>Link</source>
<translation type="unfinished">Enlazar</translation>
</message>
<message>
<source>Message</source>
<translation type="unfinished">Mensaje</translation>
</message>
<message>
<source>Messages</source>
<translation type="unfinished">Mensajes</translation>
</message>
<message>
<source>Newer</source>
<translation type="unfinished">Más nuevo</translation>
</message>
<message>
<source>Note</source>
<translation type="unfinished">Nota</translation>
</message>
<message>
<source>Notes</source>
<translation type="unfinished">Notas</translation>
</message>
<message>
<source>Objection</source>
<translation type="unfinished">Objeción</translation>
</message>
<message>
<source>Planned</source>
<translation type="unfinished">Previsto</translation>
</message>
<message>
<source>Question</source>
<translation type="unfinished">Pregunta</translation>
</message>
<message>
<source>Questions</source>
<translation type="unfinished">Preguntas</translation>
</message>
<message>
<source>Role</source>
<translation type="unfinished">Rol</translation>
</message>
<message>
<source>Roles</source>
<translation type="unfinished">Roles</translation>
</message>
<message>
<source>Severity</source>
<translation type="unfinished">Gravedad</translation>
</message>
<message>
<source>State</source>
<translation type="unfinished">Estado</translation>
</message>
<message>
<source>States</source>
<translation type="unfinished">Estados</translation>
</message>
<message>
<source>Task</source>
<translation type="unfinished">Tarea</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">Tareas</translation>
</message>
</context>
<context>
<name>LinkDialog</name>
<message>
<source>A link destroys nothing and can be taken back</source>
<translation type="unfinished">Un enlace no destruye nada y se puede retirar</translation>
</message>
<message>
<source>Both stay as they are; the link is a line here.</source>
<translation type="unfinished">Ambos quedan como están; el enlace es aquí una línea.</translation>
</message>
<message>
<source>Link</source>
<translation type="unfinished">Enlazar</translation>
</message>
<message>
<source>Link to another incident</source>
<translation type="unfinished">Enlazar con otro incidente</translation>
</message>
<message>
<source>Take back: {relation} {other}</source>
<translation type="unfinished">Retirar: {relation} {other}</translation>
</message>
<message>
<source>This incident is then merged: work goes on in the other.</source>
<translation type="unfinished">Este incidente queda fusionado: el trabajo sigue en el otro.</translation>
</message>
<message>
<source>a duplicate of</source>
<translation type="unfinished">un duplicado de</translation>
</message>
<message>
<source>a part of</source>
<translation type="unfinished">una parte de</translation>
</message>
<message>
<source>a repeat of</source>
<translation type="unfinished">una repetición de</translation>
</message>
<message>
<source>caused by</source>
<translation type="unfinished">causado por</translation>
</message>
<message>
<source>split from</source>
<translation type="unfinished">separado de</translation>
</message>
</context>
<context>
<name>LinkForm</name>
<message>
<source>Links that stand</source>
<translation type="unfinished">Enlaces vigentes</translation>
</message>
<message>
<source>The other incident</source>
<translation type="unfinished">El otro incidente</translation>
</message>
<message>
<source>This incident is</source>
<translation type="unfinished">Este incidente es</translation>
</message>
<message>
<source>Which incident</source>
<translation type="unfinished">Qué incidente</translation>
</message>
</context>
<context>
<name>LinkRows</name>
<message>
<source>Copy</source>
<translation type="unfinished">Copiar</translation>
</message>
<message>
<source>Copy {link}</source>
<translation type="unfinished">Copiar {link}</translation>
</message>
<message>
<source>Nothing here opens links; it is copied</source>
<translation type="unfinished">Aquí nada abre enlaces; está copiado</translation>
</message>
<message>
<source>Open</source>
<translation type="unfinished">Abrir</translation>
</message>
<message>
<source>Open it in the browser</source>
<translation type="unfinished">Abrirlo en el navegador</translation>
</message>
<message>
<source>Open it in the browser (Ctrl+L)</source>
<translation type="unfinished">Abrirlo en el navegador (Ctrl+L)</translation>
</message>
<message>
<source>Open {link}</source>
<translation type="unfinished">Abrir {link}</translation>
</message>
<message>
<source>Opened in the browser</source>
<translation type="unfinished">Abierto en el navegador</translation>
</message>
<message>
<source>The link is copied</source>
<translation type="unfinished">El enlace está copiado</translation>
</message>
</context>
<context>
<name>LinksPanel</name>
<message>
<source>Caused by</source>
<translation type="unfinished">Causado por</translation>
</message>
<message>
<source>Duplicate of</source>
<translation type="unfinished">Duplicado de</translation>
</message>
<message>
<source>Each was merged into the other at the same moment, so nobody works on either</source>
<translation type="unfinished">Cada uno se fusionó en el otro en el mismo momento, así que nadie trabaja en ninguno</translation>
</message>
<message>
<source>Go on in this one</source>
<translation type="unfinished">Seguir en este</translation>
</message>
<message>
<source>Link</source>
<translation type="unfinished">Enlazar</translation>
</message>
<message>
<source>Link to another incident</source>
<translation type="unfinished">Enlazar con otro incidente</translation>
</message>
<message>
<source>Linked incidents</source>
<translation type="unfinished">Enlazados</translation>
</message>
<message>
<source>None yet: a repeat, a part, a duplicate, a cause</source>
<translation type="unfinished">Aún ninguno: repetición, parte, duplicado, causa</translation>
</message>
<message>
<source>Part of</source>
<translation type="unfinished">Parte de</translation>
</message>
<message>
<source>Repeat of</source>
<translation type="unfinished">Repetición de</translation>
</message>
<message>
<source>Split</source>
<translation type="unfinished">Separar</translation>
</message>
<message>
<source>Split from</source>
<translation type="unfinished">Separado de</translation>
</message>
<message>
<source>Split off a second incident</source>
<translation type="unfinished">Separar un segundo incidente</translation>
</message>
<message>
<source>What was like this incident (Ctrl+Shift+F)</source>
<translation type="unfinished">Qué se parecía a este incidente (Ctrl+Shift+F)</translation>
</message>
<message>
<source>{number} is a part of this</source>
<translation type="unfinished">{number} es una parte de este</translation>
</message>
<message>
<source>{number} is a repeat of this</source>
<translation type="unfinished">{number} es una repetición de este</translation>
</message>
<message>
<source>{number} was caused by this</source>
<translation type="unfinished">{number} fue causado por este</translation>
</message>
<message>
<source>{number} was merged into this</source>
<translation type="unfinished">{number} se fusionó en este</translation>
</message>
<message>
<source>{number} was split from this</source>
<translation type="unfinished">{number} se separó de este</translation>
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
<translation type="unfinished">Ningún dispositivo de sonido lo aceptó: {why}</translation>
</message>
<message>
<source>Nothing here plays sounds: pw-play, paplay or aplay is needed</source>
<translation type="unfinished">Aquí nada reproduce sonidos: hace falta pw-play, paplay o aplay</translation>
</message>
<message>
<source>The sound could not be played: {why}</source>
<translation type="unfinished">No se pudo reproducir el sonido: {why}</translation>
</message>
<message>
<source>The voice could not be kept: {why}</source>
<translation type="unfinished">No se pudo guardar la voz: {why}</translation>
</message>
</context>
<context>
<name>LockDialog</name>
<message>
<source>Each record opens for its owner alone</source>
<translation type="unfinished">Cada registro se abre solo para su dueño</translation>
</message>
<message>
<source>Forgotten PIN</source>
<translation type="unfinished">PIN olvidado</translation>
</message>
<message>
<source>Go on</source>
<translation type="unfinished">Seguir</translation>
</message>
<message>
<source>PIN of {name}</source>
<translation type="unfinished">PIN de {name}</translation>
</message>
<message>
<source>Put it aside</source>
<translation type="unfinished">Apartarlo</translation>
</message>
<message>
<source>Somebody without a PIN, in the open record</source>
<translation type="unfinished">Alguien sin PIN, en el registro abierto</translation>
</message>
<message>
<source>The record is put aside, not deleted, for the case that the PIN turns up.</source>
<translation type="unfinished">El registro se aparta, no se borra, por si aparece el PIN.</translation>
</message>
<message>
<source>Try again</source>
<translation type="unfinished">Intentar otra vez</translation>
</message>
<message>
<source>Unlock</source>
<translation type="unfinished">Desbloquear</translation>
</message>
<message>
<source>Unlocking</source>
<translation type="unfinished">Desbloqueando</translation>
</message>
<message>
<source>What was shared comes back: put this record aside, go on without a PIN, and have an administrator let you into the shared database anew. What was not shared is lost.</source>
<translation type="unfinished">Lo compartido vuelve: aparte este registro, siga sin PIN y que una administración le admita de nuevo en la base de datos compartida. Lo no compartido se pierde.</translation>
</message>
<message>
<source>Who is at the desk?</source>
<translation type="unfinished">¿Quién está en el puesto?</translation>
</message>
<message>
<source>Without the PIN nobody can open {name}'s record: not we, not an administrator.</source>
<translation type="unfinished">Sin el PIN nadie puede abrir el registro de {name}: ni nosotros ni la administración.</translation>
</message>
</context>
<context>
<name>Looking</name>
<message>
<source>Compare</source>
<translation type="unfinished">Comparar</translation>
</message>
<message>
<source>Show</source>
<translation type="unfinished">Mostrar</translation>
</message>
<message>
<source>Since {name}</source>
<translation type="unfinished">Desde {name}</translation>
</message>
<message>
<source>Use “{words}”</source>
<translation type="unfinished">Usar «{words}»</translation>
</message>
<message>
<source>nothing new</source>
<translation type="unfinished">nada nuevo</translation>
</message>
<message>
<source>{new} new, {gone} gone</source>
<translation type="unfinished">{new} nuevas, {gone} idas</translation>
</message>
<message>
<source>{used} characters</source>
<translation type="unfinished">{used} caracteres</translation>
</message>
</context>
<context>
<name>LookingBack</name>
<message>
<source>No incident is shown. While one is declared, what was like it comes up beside it.</source>
<translation type="unfinished">No se muestra ningún incidente. Mientras se declara uno, al lado aparece lo que se le parecía.</translation>
</message>
</context>
<context>
<name>LooksPage</name>
<message>
<source>Dark</source>
<translation type="unfinished">Oscuro</translation>
</message>
<message>
<source>Language</source>
<translation type="unfinished">Idioma</translation>
</message>
<message>
<source>Light</source>
<translation type="unfinished">Claro</translation>
</message>
<message>
<source>Like the desktop</source>
<translation type="unfinished">Como el escritorio</translation>
</message>
<message>
<source>Of the window; German, Spanish and Arabic were not reviewed yet by somebody who grew up with them</source>
<translation type="unfinished">De la ventana; el alemán, el español y el árabe aún no los ha revisado nadie que creciera con ellos</translation>
</message>
<message>
<source>Say it aloud</source>
<translation type="unfinished">Decirlo en voz alta</translation>
</message>
<message>
<source>Silent</source>
<translation type="unfinished">Callado</translation>
</message>
<message>
<source>The clocks of the plan; needs espeak-ng, which is not here</source>
<translation type="unfinished">Los relojes del plan; hace falta espeak-ng, que no está aquí</translation>
</message>
<message>
<source>This computer's zone</source>
<translation type="unfinished">La zona de este equipo</translation>
</message>
</context>
<context>
<name>MailForm</name>
<message>
<source>From, like desk@example.org</source>
<translation type="unfinished">De, como desk@example.org</translation>
</message>
<message>
<source>Keep</source>
<translation type="unfinished">Guardar</translation>
</message>
<message>
<source>Keep the mail account: {channel}</source>
<translation type="unfinished">Guardar la cuenta de correo: {channel}</translation>
</message>
<message>
<source>Mail server, like smtp.example.org:465</source>
<translation type="unfinished">Servidor de correo, como smtp.example.org:465</translation>
</message>
<message>
<source>Password</source>
<translation type="unfinished">Contraseña</translation>
</message>
<message>
<source>User; none if the server asks for none</source>
<translation type="unfinished">Usuario; ninguno si el servidor no lo pide</translation>
</message>
</context>
<context>
<name>MaintenanceDialog</name>
<message>
<source>Announce it</source>
<translation type="unfinished">Anunciarlo</translation>
</message>
<message>
<source>Announce maintenance</source>
<translation type="unfinished">Anunciar mantenimiento</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>It begins now</source>
<translation type="unfinished">Empieza ahora</translation>
</message>
<message>
<source>It does not take place</source>
<translation type="unfinished">No tiene lugar</translation>
</message>
<message>
<source>It goes wrong: declare…</source>
<translation type="unfinished">Sale mal: declarar…</translation>
</message>
<message>
<source>It is over</source>
<translation type="unfinished">Ha terminado</translation>
</message>
<message>
<source>It takes so much longer</source>
<translation type="unfinished">Tarda tanto más</translation>
</message>
<message>
<source>Maintenance {number}</source>
<translation type="unfinished">Mantenimiento {number}</translation>
</message>
<message>
<source>Save the change</source>
<translation type="unfinished">Guardar el cambio</translation>
</message>
<message>
<source>What happens to it, and why?</source>
<translation type="unfinished">¿Qué pasa con ello, y por qué?</translation>
</message>
<message>
<source>While it runs, what it announced is muted</source>
<translation type="unfinished">Mientras dura, lo que anunció está silenciado</translation>
</message>
<message>
<source>Why, or what came of it</source>
<translation type="unfinished">Por qué, o qué salió</translation>
</message>
<message>
<source>asked for where it is not as it was announced</source>
<translation type="unfinished">se pide donde no es como se anunció</translation>
</message>
</context>
<context>
<name>MaintenanceForm</name>
<message>
<source>Bridge 7, +49 30 1234567</source>
<translation type="unfinished">Puente 7, +49 30 1234567</translation>
</message>
<message>
<source>Card payments fail for two minutes</source>
<translation type="unfinished">Los pagos con tarjeta fallan dos minutos</translation>
</message>
<message>
<source>From</source>
<translation type="unfinished">De</translation>
</message>
<message>
<source>From when?</source>
<translation type="unfinished">¿Desde cuándo?</translation>
</message>
<message>
<source>How they are reached meanwhile</source>
<translation type="unfinished">Cómo localizarlos mientras tanto</translation>
</message>
<message>
<source>Move the payments database</source>
<translation type="unfinished">Mudar la base de datos de pagos</translation>
</message>
<message>
<source>On which services or regions?</source>
<translation type="unfinished">¿En qué servicios o regiones?</translation>
</message>
<message>
<source>Open it in the browser</source>
<translation type="unfinished">Abrirlo en el navegador</translation>
</message>
<message>
<source>Say from when and until when.</source>
<translation type="unfinished">Diga de cuándo a cuándo.</translation>
</message>
<message>
<source>Until</source>
<translation type="unfinished">Hasta</translation>
</message>
<message>
<source>Until when?</source>
<translation type="unfinished">¿Hasta cuándo?</translation>
</message>
<message>
<source>What is done</source>
<translation type="unfinished">Qué se hace</translation>
</message>
<message>
<source>What is done, and when?</source>
<translation type="unfinished">¿Qué se hace, y cuándo?</translation>
</message>
<message>
<source>What may be noticed</source>
<translation type="unfinished">Qué se puede notar</translation>
</message>
<message>
<source>What may be noticed, and who knows?</source>
<translation type="unfinished">¿Qué se puede notar, y quién lo sabe?</translation>
</message>
<message>
<source>Where more is written</source>
<translation type="unfinished">Dónde hay más escrito</translation>
</message>
<message>
<source>Who</source>
<translation type="unfinished">Quién</translation>
</message>
<message>
<source>Who does it?</source>
<translation type="unfinished">¿Quién lo hace?</translation>
</message>
<message>
<source>https://… where more is written</source>
<translation type="unfinished">https://… donde hay más escrito</translation>
</message>
<message>
<source>say who does it</source>
<translation type="unfinished">decir quién lo hace</translation>
</message>
<message>
<source>what is not named is not muted</source>
<translation type="unfinished">lo que no se nombra no se silencia</translation>
</message>
</context>
<context>
<name>MaintenancePanel</name>
<message>
<source>1 late</source>
<translation type="unfinished">1 tarde</translation>
</message>
<message>
<source>All {count}</source>
<translation type="unfinished">Todos ({count})</translation>
</message>
<message>
<source>Announce maintenance</source>
<translation type="unfinished">Anunciar mantenimiento</translation>
</message>
<message>
<source>Maintenance</source>
<translation type="unfinished">Mantenimiento</translation>
</message>
<message>
<source>None announced for the next days</source>
<translation type="unfinished">Ninguno anunciado para los próximos días</translation>
</message>
<message>
<source>Schedule</source>
<translation type="unfinished">Programar</translation>
</message>
<message>
<source>This incident came of it</source>
<translation type="unfinished">Este incidente vino de ello</translation>
</message>
<message>
<source>Touches {services}</source>
<translation type="unfinished">Toca {services}</translation>
</message>
<message>
<source>{count} late</source>
<translation type="unfinished">{count} tarde</translation>
</message>
</context>
<context>
<name>MaintenancePublic</name>
<message>
<source>Let customers read it</source>
<translation type="unfinished">Que los clientes lo lean</translation>
</message>
<message>
<source>Let customers read these words</source>
<translation type="unfinished">Que los clientes lean estas palabras</translation>
</message>
<message>
<source>On the status page</source>
<translation type="unfinished">En la página de estado</translation>
</message>
<message>
<source>Propose these words</source>
<translation type="unfinished">Proponer estas palabras</translation>
</message>
<message>
<source>Take it off the page</source>
<translation type="unfinished">Quitarlo de la página</translation>
</message>
<message>
<source>Take the words back</source>
<translation type="unfinished">Retirar las palabras</translation>
</message>
<message>
<source>What customers read of it</source>
<translation type="unfinished">Lo que los clientes leen de ello</translation>
</message>
<message>
<source>What is done, and what they notice</source>
<translation type="unfinished">Qué se hace y qué notan</translation>
</message>
<message>
<source>customers read it; worded by {name}</source>
<translation type="unfinished">los clientes lo leen; palabras de {name}</translation>
</message>
<message>
<source>customers read nothing of it</source>
<translation type="unfinished">los clientes no leen nada de ello</translation>
</message>
<message>
<source>worded by {name}; somebody else has to allow it</source>
<translation type="unfinished">palabras de {name}; otra persona tiene que permitirlas</translation>
</message>
<message>
<source>worded, and not allowed yet</source>
<translation type="unfinished">redactado, y aún sin permitir</translation>
</message>
</context>
<context>
<name>MaintenanceTold</name>
<message>
<source>What was said so far</source>
<translation type="unfinished">Lo dicho hasta ahora</translation>
</message>
<message>
<source>all of it stands in the duty log</source>
<translation type="unfinished">todo ello está en el libro de guardia</translation>
</message>
</context>
<context>
<name>MaintenanceWords</name>
<message>
<source>Ask {who}</source>
<translation type="unfinished">Preguntar a {who}</translation>
</message>
<message>
<source>Cancelled</source>
<translation type="unfinished">Cancelado</translation>
</message>
<message>
<source>Ended {ends}</source>
<translation type="unfinished">Terminado {ends}</translation>
</message>
<message>
<source>Expected: {what}</source>
<translation type="unfinished">Esperado: {what}</translation>
</message>
<message>
<source>Is it this? {number}, {what}, runs since {begins}, until {ends}</source>
<translation type="unfinished">¿Es esto? {number}, {what}, en marcha desde {begins}, hasta {ends}</translation>
</message>
<message>
<source>Is it this? {number}, {what}, runs since {begins}, was to end {ends}</source>
<translation type="unfinished">¿Es esto? {number}, {what}, en marcha desde {begins}, debía acabar {ends}</translation>
</message>
<message>
<source>Late {span}, was to end {ends}</source>
<translation type="unfinished">{span} tarde, debía acabar {ends}</translation>
</message>
<message>
<source>Or {numbers}</source>
<translation type="unfinished">O {numbers}</translation>
</message>
<message>
<source>Runs until {ends}</source>
<translation type="unfinished">Dura hasta {ends}</translation>
</message>
<message>
<source>Two desks said two things: {about}</source>
<translation type="unfinished">Dos puestos dijeron dos cosas: {about}</translation>
</message>
<message>
<source>how they are reached</source>
<translation type="unfinished">cómo se les localiza</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">nadie</translation>
</message>
<message>
<source>the beginning</source>
<translation type="unfinished">el principio</translation>
</message>
<message>
<source>the end</source>
<translation type="unfinished">el final</translation>
</message>
<message>
<source>the link</source>
<translation type="unfinished">el enlace</translation>
</message>
<message>
<source>the regions</source>
<translation type="unfinished">las regiones</translation>
</message>
<message>
<source>the services</source>
<translation type="unfinished">los servicios</translation>
</message>
<message>
<source>what is done</source>
<translation type="unfinished">qué se hace</translation>
</message>
<message>
<source>what may be noticed</source>
<translation type="unfinished">qué se puede notar</translation>
</message>
<message>
<source>where it stands</source>
<translation type="unfinished">dónde está</translation>
</message>
<message>
<source>who does it</source>
<translation type="unfinished">quién lo hace</translation>
</message>
<message>
<source>{begins} to {ends}</source>
<translation type="unfinished">{begins} a {ends}</translation>
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
<translation type="unfinished">1 mantenimiento</translation>
</message>
<message>
<source>Also what is over</source>
<translation type="unfinished">También lo que terminó</translation>
</message>
<message>
<source>Announce one…</source>
<translation type="unfinished">Anunciar uno…</translation>
</message>
<message>
<source>Arrows move, Enter opens</source>
<translation type="unfinished">Las flechas mueven, Enter abre</translation>
</message>
<message>
<source>Maintenance</source>
<translation type="unfinished">Mantenimiento</translation>
</message>
<message>
<source>None is announced</source>
<translation type="unfinished">Ninguno anunciado</translation>
</message>
<message>
<source>None is like that</source>
<translation type="unfinished">Ninguno es así</translation>
</message>
<message>
<source>Number, or words of what is done, of a service or a name</source>
<translation type="unfinished">Número, o palabras de lo que se hace, de un servicio o un nombre</translation>
</message>
<message>
<source>Open</source>
<translation type="unfinished">Abrir</translation>
</message>
<message>
<source>{count} maintenances</source>
<translation type="unfinished">{count} mantenimientos</translation>
</message>
<message>
<source>{count} more: type what it is about</source>
<translation type="unfinished">{count} más: escriba de qué trata</translation>
</message>
</context>
<context>
<name>MatrixCentre</name>
<message>
<source>1 more piece below</source>
<translation type="unfinished">1 pieza más abajo</translation>
</message>
<message>
<source>= counts for no hypothesis, kept for the review</source>
<translation type="unfinished">= no cuenta para ninguna hipótesis, se guarda para la revisión</translation>
</message>
<message>
<source>No hypothesis yet</source>
<translation type="unfinished">Aún ninguna hipótesis</translation>
</message>
<message>
<source>Say what may be so</source>
<translation type="unfinished">Decir qué podría ser</translation>
</message>
<message>
<source>Say what may be so, each alone; then what was seen, and what that says of each.</source>
<translation type="unfinished">Diga qué podría ser, cada cosa por separado; luego lo que se vio y lo que dice de cada una.</translation>
</message>
<message>
<source>Space</source>
<translation type="unfinished">Espacio</translation>
</message>
<message>
<source>fits</source>
<translation type="unfinished">encaja</translation>
</message>
<message>
<source>neither</source>
<translation type="unfinished">ninguno</translation>
</message>
<message>
<source>next not yet</source>
<translation type="unfinished">próxima aún no</translation>
</message>
<message>
<source>none tells hypotheses apart so far</source>
<translation type="unfinished">hasta ahora ninguna distingue las hipótesis</translation>
</message>
<message>
<source>not yet</source>
<translation type="unfinished">aún no</translation>
</message>
<message>
<source>rename</source>
<translation type="unfinished">renombrar</translation>
</message>
<message>
<source>sort</source>
<translation type="unfinished">tipo</translation>
</message>
<message>
<source>speaks against</source>
<translation type="unfinished">habla en contra</translation>
</message>
<message>
<source>trust</source>
<translation type="unfinished">confianza</translation>
</message>
<message>
<source>why</source>
<translation type="unfinished">por qué</translation>
</message>
<message>
<source>{count} more pieces below</source>
<translation type="unfinished">{count} piezas más abajo</translation>
</message>
<message>
<source>{count} of them tell none apart</source>
<translation type="unfinished">{count} de ellas no distinguen ninguna</translation>
</message>
</context>
<context>
<name>MatrixHead</name>
<message>
<source>(the question was erased)</source>
<translation type="unfinished">(la pregunta se borró)</translation>
</message>
<message>
<source>Add a piece of evidence (E)</source>
<translation type="unfinished">Añadir una prueba (E)</translation>
</message>
<message>
<source>Evidence</source>
<translation type="unfinished">Pruebas</translation>
</message>
<message>
<source>Hypothesis</source>
<translation type="unfinished">Hipótesis</translation>
</message>
<message>
<source>Rated</source>
<translation type="unfinished">Valorado</translation>
</message>
<message>
<source>Say what may be so (H)</source>
<translation type="unfinished">Decir qué podría ser (H)</translation>
</message>
<message>
<source>Time box</source>
<translation type="unfinished">Límite de tiempo</translation>
</message>
<message>
<source>What may be so; a short name may stand before a colon</source>
<translation type="unfinished">Qué podría ser; puede ir un nombre corto antes de dos puntos</translation>
</message>
<message>
<source>{rated} of {all} cells</source>
<translation type="unfinished">{rated} de {all} celdas</translation>
</message>
</context>
<context>
<name>MatrixView</name>
<message>
<source>Matrix of hypotheses and evidence</source>
<translation type="unfinished">Matriz de hipótesis y pruebas</translation>
</message>
<message>
<source>tells none apart</source>
<translation type="unfinished">no distingue ninguna</translation>
</message>
</context>
<context>
<name>MeasuresPanel</name>
<message>
<source>How long it takes</source>
<translation type="unfinished">Cuánto tarda</translation>
</message>
<message>
<source>To declare</source>
<translation type="unfinished">Hasta declarar</translation>
</message>
<message>
<source>To detect</source>
<translation type="unfinished">Hasta detectar</translation>
</message>
<message>
<source>To mitigate</source>
<translation type="unfinished">Hasta mitigar</translation>
</message>
<message>
<source>To resolve</source>
<translation type="unfinished">Hasta resolver</translation>
</message>
<message>
<source>detected → declared</source>
<translation type="unfinished">detectado → declarado</translation>
</message>
<message>
<source>detected → mitigated</source>
<translation type="unfinished">detectado → mitigado</translation>
</message>
<message>
<source>detected → resolved</source>
<translation type="unfinished">detectado → resuelto</translation>
</message>
<message>
<source>impact started → detected</source>
<translation type="unfinished">inicio del impacto → detectado</translation>
</message>
</context>
<context>
<name>MergingWords</name>
<message>
<source>All {count} lines stay</source>
<translation type="unfinished">Las {count} líneas se quedan</translation>
</message>
<message>
<source>Courses that are not over stay here as they stand: {courses}.</source>
<translation type="unfinished">Las medidas no terminadas quedan aquí como están: {courses}.</translation>
</message>
<message>
<source>Ctrl+Z on the empty command line takes it back, and everything is as it was.</source>
<translation type="unfinished">Ctrl+Z en la línea vacía lo retira, y todo queda como estaba.</translation>
</message>
<message>
<source>Messages stay under {here}, and what was let go still goes out: {messages}.</source>
<translation type="unfinished">Los mensajes quedan bajo {here}, y lo que se dejó salir aún sale: {messages}.</translation>
</message>
<message>
<source>No task is open here.</source>
<translation type="unfinished">No hay ninguna tarea abierta aquí.</translation>
</message>
<message>
<source>On the status page the old links of {here} lead on to {there}.</source>
<translation type="unfinished">En la página de estado los enlaces antiguos de {here} llevan a {there}.</translation>
</message>
<message>
<source>Open tasks stay here with whoever has them: {tasks}. Give in {there} what must go on.</source>
<translation type="unfinished">Las tareas abiertas quedan aquí con quien las tiene: {tasks}. Dé en {there} lo que deba seguir.</translation>
</message>
<message>
<source>Reports judged to be of {here} stay with it ({count}); what comes now is judged to {there}.</source>
<translation type="unfinished">Los reportes valorados de {here} se quedan con él ({count}); lo que llegue ahora se valora para {there}.</translation>
</message>
<message>
<source>The one line stays</source>
<translation type="unfinished">La única línea se queda</translation>
</message>
<message>
<source>What was promised in {here} is not owed any more; {there} has its own times.</source>
<translation type="unfinished">Lo prometido en {here} ya no se debe; {there} tiene sus propias horas.</translation>
</message>
<message>
<source>and {count} more roles</source>
<translation type="unfinished">y {count} roles más</translation>
</message>
<message>
<source>nobody yet</source>
<translation type="unfinished">aún nadie</translation>
</message>
<message>
<source>{here} is then merged, and work goes on in {there}.</source>
<translation type="unfinished">{here} queda fusionado, y el trabajo sigue en {there}.</translation>
</message>
<message>
<source>{lines} readable under {here}; V moves one to {there}.</source>
<translation type="unfinished">{lines} legibles en {here}; V mueve una a {there}.</translation>
</message>
<message>
<source>{title}: {name} here, {other} in {there}.</source>
<translation type="unfinished">{title}: {name} aquí, {other} en {there}.</translation>
</message>
<message>
<source>{title}: {name} in both.</source>
<translation type="unfinished">{title}: {name} en ambos.</translation>
</message>
</context>
<context>
<name>MessageDialog</name>
<message>
<source>A letter that is changed afterwards needs a new yes</source>
<translation type="unfinished">Una letra que se cambie después necesita otro sí</translation>
</message>
<message>
<source>Approve</source>
<translation type="unfinished">Aprobar</translation>
</message>
<message>
<source>As it would go out now</source>
<translation type="unfinished">Como saldría ahora</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Decline</source>
<translation type="unfinished">Rechazar</translation>
</message>
<message>
<source>May this go out?</source>
<translation type="unfinished">¿Puede salir esto?</translation>
</message>
<message>
<source>Why it does not go out like this</source>
<translation type="unfinished">Por qué no sale así</translation>
</message>
<message>
<source>Why not: it says more than we know</source>
<translation type="unfinished">Por qué no: dice más de lo que sabemos</translation>
</message>
<message>
<source>as it was said last</source>
<translation type="unfinished">como se dijo por última vez</translation>
</message>
<message>
<source>the first by this channel</source>
<translation type="unfinished">el primero por este canal</translation>
</message>
<message>
<source>what changed since the last is below</source>
<translation type="unfinished">lo que cambió desde la última está abajo</translation>
</message>
</context>
<context>
<name>MessageEditor</name>
<message>
<source>The words for {channel}</source>
<translation type="unfinished">Las palabras para {channel}</translation>
</message>
<message>
<source>What has happened, who is affected, what to do meanwhile, when the next word comes</source>
<translation type="unfinished">Qué ha pasado, a quién afecta, qué hacer mientras tanto, cuándo llega la próxima palabra</translation>
</message>
<message>
<source>not promised</source>
<translation type="unfinished">no prometido</translation>
</message>
</context>
<context>
<name>MessageLanes</name>
<message>
<source>Messages by channel</source>
<translation type="unfinished">Mensajes por canal</translation>
</message>
<message>
<source>goes out {clock}</source>
<translation type="unfinished">sale {clock}</translation>
</message>
<message>
<source>now {clock}</source>
<translation type="unfinished">ahora {clock}</translation>
</message>
<message>
<source>{count} late</source>
<translation type="unfinished">{count} tarde</translation>
</message>
<message>
<source>{count} promised</source>
<translation type="unfinished">{count} prometidas</translation>
</message>
<message>
<source>{count} sent</source>
<translation type="unfinished">{count} enviados</translation>
</message>
<message>
<source>{name} {number}, sent {clock}: {words}</source>
<translation type="unfinished">{name} {number}, enviado {clock}: {words}</translation>
</message>
<message>
<source>{name}, goes out at {clock}</source>
<translation type="unfinished">{name}, sale a las {clock}</translation>
</message>
<message>
<source>{name}, promised for {clock}</source>
<translation type="unfinished">{name}, prometido para las {clock}</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">{span} tarde</translation>
</message>
</context>
<context>
<name>MessageNeedWords</name>
<message>
<source> or </source>
<translation type="unfinished"> o </translation>
</message>
<message>
<source>Message {number} has not gone out yet: {channel}</source>
<translation type="unfinished">El mensaje {number} aún no ha salido: {channel}</translation>
</message>
<message>
<source>Message {number} is held back, a fact in it was withdrawn: {channel}</source>
<translation type="unfinished">El mensaje {number} está retenido, se retiró un hecho en él: {channel}</translation>
</message>
<message>
<source>Message {number} is held back: {channel}</source>
<translation type="unfinished">El mensaje {number} está retenido: {channel}</translation>
</message>
<message>
<source>Message {number} waits for a yes of {who}: {title}</source>
<translation type="unfinished">El mensaje {number} espera un sí de {who}: {title}</translation>
</message>
<message>
<source>Message {number} waits for your yes: {title}</source>
<translation type="unfinished">El mensaje {number} espera su sí: {title}</translation>
</message>
<message>
<source>Message {number} was not delivered: {channel}</source>
<translation type="unfinished">El mensaje {number} no se entregó: {channel}</translation>
</message>
<message>
<source>Message {number} went out and still needs a yes: {title}</source>
<translation type="unfinished">El mensaje {number} salió y aún necesita un sí: {title}</translation>
</message>
<message>
<source>Message {number} went out and still needs your yes: {title}</source>
<translation type="unfinished">El mensaje {number} salió y aún necesita su sí: {title}</translation>
</message>
<message>
<source>Message {number} went out and was refused afterwards: {channel}</source>
<translation type="unfinished">El mensaje {number} salió y después se rechazó: {channel}</translation>
</message>
<message>
<source>Message {number}: two different words were proposed at once</source>
<translation type="unfinished">Mensaje {number}: se propusieron dos textos distintos a la vez</translation>
</message>
<message>
<source>{audience} hear from us</source>
<translation type="unfinished">{audience} saben de nosotros</translation>
</message>
<message>
<source>{audience} wait for an update</source>
<translation type="unfinished">{audience} esperan noticias</translation>
</message>
<message>
<source>{channel} and {count} more</source>
<translation type="unfinished">{channel} y {count} más</translation>
</message>
<message>
<source>{role}: nobody yet</source>
<translation type="unfinished">{role}: aún nadie</translation>
</message>
</context>
<context>
<name>MessageWords</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>Arabic</source>
<translation type="unfinished">Árabe</translation>
</message>
<message>
<source>Chinese</source>
<translation type="unfinished">Chino</translation>
</message>
<message>
<source>Czech</source>
<translation type="unfinished">Checo</translation>
</message>
<message>
<source>Danish</source>
<translation type="unfinished">Danés</translation>
</message>
<message>
<source>Dutch</source>
<translation type="unfinished">Neerlandés</translation>
</message>
<message>
<source>English</source>
<translation type="unfinished">Inglés</translation>
</message>
<message>
<source>Finnish</source>
<translation type="unfinished">Finés</translation>
</message>
<message>
<source>French</source>
<translation type="unfinished">Francés</translation>
</message>
<message>
<source>German</source>
<translation type="unfinished">Alemán</translation>
</message>
<message>
<source>Greek</source>
<translation type="unfinished">Griego</translation>
</message>
<message>
<source>Hungarian</source>
<translation type="unfinished">Húngaro</translation>
</message>
<message>
<source>Italian</source>
<translation type="unfinished">Italiano</translation>
</message>
<message>
<source>Japanese</source>
<translation type="unfinished">Japonés</translation>
</message>
<message>
<source>Korean</source>
<translation type="unfinished">Coreano</translation>
</message>
<message>
<source>Norwegian</source>
<translation type="unfinished">Noruego</translation>
</message>
<message>
<source>Polish</source>
<translation type="unfinished">Polaco</translation>
</message>
<message>
<source>Portuguese</source>
<translation type="unfinished">Portugués</translation>
</message>
<message>
<source>Romanian</source>
<translation type="unfinished">Rumano</translation>
</message>
<message>
<source>Russian</source>
<translation type="unfinished">Ruso</translation>
</message>
<message>
<source>Spanish</source>
<translation type="unfinished">Español</translation>
</message>
<message>
<source>Swedish</source>
<translation type="unfinished">Sueco</translation>
</message>
<message>
<source>Turkish</source>
<translation type="unfinished">Turco</translation>
</message>
<message>
<source>Ukrainian</source>
<translation type="unfinished">Ucraniano</translation>
</message>
<message>
<source>Vietnamese</source>
<translation type="unfinished">Vietnamita</translation>
</message>
<message>
<source>agreed beforehand</source>
<translation type="unfinished">acordado de antemano</translation>
</message>
<message>
<source>approval asked</source>
<translation type="unfinished">aprobación pedida</translation>
</message>
<message>
<source>approved</source>
<translation type="unfinished">aprobado</translation>
</message>
<message>
<source>approved in {span}</source>
<translation type="unfinished">aprobado en {span}</translation>
</message>
<message>
<source>by hand</source>
<translation type="unfinished">a mano</translation>
</message>
<message>
<source>changed since approval was asked</source>
<translation type="unfinished">cambiado desde que se pidió aprobación</translation>
</message>
<message>
<source>declined</source>
<translation type="unfinished">rechazado</translation>
</message>
<message>
<source>draft</source>
<translation type="unfinished">borrador</translation>
</message>
<message>
<source>goes out at {clock}</source>
<translation type="unfinished">sale a las {clock}</translation>
</message>
<message>
<source>going out</source>
<translation type="unfinished">saliendo</translation>
</message>
<message>
<source>held back</source>
<translation type="unfinished">retenido</translation>
</message>
<message>
<source>its original was changed</source>
<translation type="unfinished">su original se cambió</translation>
</message>
<message>
<source>maybe twice</source>
<translation type="unfinished">quizá dos veces</translation>
</message>
<message>
<source>missing, a press begins it</source>
<translation type="unfinished">falta, una pulsación lo empieza</translation>
</message>
<message>
<source>no words yet</source>
<translation type="unfinished">aún sin palabras</translation>
</message>
<message>
<source>not accepted</source>
<translation type="unfinished">no aceptado</translation>
</message>
<message>
<source>not delivered</source>
<translation type="unfinished">no entregado</translation>
</message>
<message>
<source>sent</source>
<translation type="unfinished">enviado</translation>
</message>
<message>
<source>sent without acceptance</source>
<translation type="unfinished">enviado sin aceptación</translation>
</message>
<message>
<source>stopped</source>
<translation type="unfinished">parado</translation>
</message>
<message>
<source>with a witness, the database away</source>
<translation type="unfinished">con un testigo, la base de datos ausente</translation>
</message>
<message>
<source>{name}, sent {clock}: {words}</source>
<translation type="unfinished">{name}, enviado {clock}: {words}</translation>
</message>
<message>
<source>{role}: nobody else yet</source>
<translation type="unfinished">{role}: aún nadie más</translation>
</message>
</context>
<context>
<name>MessagesPanel</name>
<message>
<source>Messages</source>
<translation type="unfinished">Mensajes</translation>
</message>
<message>
<source>None yet</source>
<translation type="unfinished">Aún ninguno</translation>
</message>
<message>
<source>at {clock}</source>
<translation type="unfinished">a las {clock}</translation>
</message>
<message>
<source>{count} not out yet</source>
<translation type="unfinished">{count} aún sin salir</translation>
</message>
</context>
<context>
<name>MomentField</name>
<message>
<source>"19:30" or "10 min ago"</source>
<translation type="unfinished">«19:30» o «hace 10 min»</translation>
</message>
<message>
<source>"22:00" or "in 2 h"</source>
<translation type="unfinished">«22:00» o «en 2 h»</translation>
</message>
<message>
<source>not a time yet</source>
<translation type="unfinished">aún no es una hora</translation>
</message>
<message>
<source>{moment}, still to come</source>
<translation type="unfinished">{moment}, aún por venir</translation>
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
<translation type="unfinished">Cancelar</translation>
</message>
<message>
<source>It stays readable here, and comes back by one key</source>
<translation type="unfinished">Sigue legible aquí y vuelve con una tecla</translation>
</message>
<message>
<source>Move a line to another incident</source>
<translation type="unfinished">Mover una línea a otro incidente</translation>
</message>
<message>
<source>Move it there</source>
<translation type="unfinished">Moverla allí</translation>
</message>
</context>
<context>
<name>MutedLines</name>
<message>
<source>Muted by {number}: {title}</source>
<translation type="unfinished">Silenciado por {number}: {title}</translation>
</message>
</context>
<context>
<name>NameLine</name>
<message>
<source>Leave it as it is (Esc)</source>
<translation type="unfinished">Dejarlo como está (Esc)</translation>
</message>
</context>
<context>
<name>Navigation</name>
<message>
<source>Open it again, and what you had begun is there: {forms}</source>
<translation type="unfinished">Ábralo otra vez y lo que empezó está ahí: {forms}</translation>
</message>
</context>
<context>
<name>NeedWords</name>
<message>
<source>Call {name}: {channel} {address}, for {about}</source>
<translation type="unfinished">Llamar a {name}: {channel} {address}, por {about}</translation>
</message>
<message>
<source>Course {number} waits for a yes: {what}</source>
<translation type="unfinished">La medida {number} espera un sí: {what}</translation>
</message>
<message>
<source>Course {number} waits for your yes: {what}</source>
<translation type="unfinished">La medida {number} espera su sí: {what}</translation>
</message>
<message>
<source>Course {number}: shall step {step} go on?</source>
<translation type="unfinished">Medida {number}: ¿sigue el paso {step}?</translation>
</message>
<message>
<source>Course {number}: {what}</source>
<translation type="unfinished">Medida {number}: {what}</translation>
</message>
<message>
<source>Fact {number} against {others}: {what}</source>
<translation type="unfinished">Hecho {number} frente a {others}: {what}</translation>
</message>
<message>
<source>Fact {number} is confirmed and withdrawn at once</source>
<translation type="unfinished">El hecho {number} está confirmado y retirado a la vez</translation>
</message>
<message>
<source>Look again: {what}</source>
<translation type="unfinished">Mirar otra vez: {what}</translation>
</message>
<message>
<source>Message {message} told fact {number}, which is withdrawn</source>
<translation type="unfinished">El mensaje {message} contó el hecho {number}, que está retirado</translation>
</message>
<message>
<source>Nobody</source>
<translation type="unfinished">Nadie</translation>
</message>
<message>
<source>Task {number} is not seen: {what}</source>
<translation type="unfinished">La tarea {number} no se ha visto: {what}</translation>
</message>
<message>
<source>Task {number} is stuck: {what}</source>
<translation type="unfinished">La tarea {number} está atascada: {what}</translation>
</message>
<message>
<source>Task {number} is yours: {what}</source>
<translation type="unfinished">La tarea {number} es suya: {what}</translation>
</message>
<message>
<source>Task {number}, done? {what}</source>
<translation type="unfinished">Tarea {number}, ¿hecha? {what}</translation>
</message>
<message>
<source>Task {number}: {what}</source>
<translation type="unfinished">Tarea {number}: {what}</translation>
</message>
<message>
<source>You are {role}: say that you have it</source>
<translation type="unfinished">Usted es {role}: diga que lo tiene</translation>
</message>
<message>
<source>{clock} is due</source>
<translation type="unfinished">{clock} vence</translation>
</message>
<message>
<source>{clock} is due, {count} missed before</source>
<translation type="unfinished">{clock} vence, {count} faltados antes</translation>
</message>
<message>
<source>{count} courses under way: {numbers}</source>
<translation type="unfinished">{count} medidas en marcha: {numbers}</translation>
</message>
<message>
<source>{count} courses wait for your yes</source>
<translation type="unfinished">{count} medidas esperan su sí</translation>
</message>
<message>
<source>{count} of your tasks: {numbers}</source>
<translation type="unfinished">{count} de sus tareas: {numbers}</translation>
</message>
<message>
<source>{count} people also elsewhere</source>
<translation type="unfinished">{count} personas también en otro sitio</translation>
</message>
<message>
<source>{count} roles do not answer: {roles}</source>
<translation type="unfinished">{count} roles no responden: {roles}</translation>
</message>
<message>
<source>{count} roles, nobody yet: {roles}</source>
<translation type="unfinished">{count} roles, aún nadie: {roles}</translation>
</message>
<message>
<source>{count} steps of {role}: {first}</source>
<translation type="unfinished">{count} pasos de {role}: {first}</translation>
</message>
<message>
<source>{giver} offers you {role}</source>
<translation type="unfinished">{giver} le ofrece {role}</translation>
</message>
<message>
<source>{name} asks: {text}</source>
<translation type="unfinished">{name} pregunta: {text}</translation>
</message>
<message>
<source>{name} declines: {about}</source>
<translation type="unfinished">{name} rehúsa: {about}</translation>
</message>
<message>
<source>{name} does not answer at all: {about}</source>
<translation type="unfinished">{name} no responde en absoluto: {about}</translation>
</message>
<message>
<source>{name} has not answered: {text}</source>
<translation type="unfinished">{name} no ha respondido: {text}</translation>
</message>
<message>
<source>{name} is in {number} as well</source>
<translation type="unfinished">{name} está también en {number}</translation>
</message>
<message>
<source>{number} is past its end: {what}</source>
<translation type="unfinished">{number} pasó de su final: {what}</translation>
</message>
<message>
<source>{number}, over? {what}</source>
<translation type="unfinished">{number}, ¿terminado? {what}</translation>
</message>
<message>
<source>{role} does not answer</source>
<translation type="unfinished">{role} no responde</translation>
</message>
<message>
<source>{role}: accepted, and ended at another desk at once</source>
<translation type="unfinished">{role}: aceptado, y terminado en otro puesto a la vez</translation>
</message>
<message>
<source>{role}: nobody yet</source>
<translation type="unfinished">{role}: aún nadie</translation>
</message>
<message>
<source>{taker} does not answer: {role}</source>
<translation type="unfinished">{taker} no responde: {role}</translation>
</message>
</context>
<context>
<name>NeedsMenu</name>
<message>
<source>Go to it</source>
<translation type="unfinished">Ir a ello</translation>
</message>
<message>
<source>Put off for {span}</source>
<translation type="unfinished">Aplazar {span}</translation>
</message>
<message>
<source>Put off, and say why…</source>
<translation type="unfinished">Aplazar y decir por qué…</translation>
</message>
<message>
<source>See it again now</source>
<translation type="unfinished">Verlo otra vez ahora</translation>
</message>
<message>
<source>That is fine: they work in both</source>
<translation type="unfinished">Está bien: trabajan en ambos</translation>
</message>
</context>
<context>
<name>NeedsPanel</name>
<message>
<source>Fewer</source>
<translation type="unfinished">Menos</translation>
</message>
<message>
<source>Needs you now</source>
<translation type="unfinished">Le necesita ahora</translation>
</message>
<message>
<source>Nothing needs you now</source>
<translation type="unfinished">Ahora nada le necesita</translation>
</message>
<message>
<source>Say that it is fine, or give the role to somebody else</source>
<translation type="unfinished">Diga que está bien, o dé el rol a otra persona</translation>
</message>
<message>
<source>To what needs you now</source>
<translation type="unfinished">A lo que le necesita ahora</translation>
</message>
<message>
<source>of {count}</source>
<translation type="unfinished">de {count}</translation>
</message>
<message>
<source>{count} late</source>
<translation type="unfinished">{count} tarde</translation>
</message>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} más</translation>
</message>
<message>
<source>{count} muted</source>
<translation type="unfinished">{count} silenciados</translation>
</message>
<message>
<source>{count} put off</source>
<translation type="unfinished">{count} aplazados</translation>
</message>
<message>
<source>{count} with others</source>
<translation type="unfinished">{count} de otros</translation>
</message>
</context>
<context>
<name>NewMessageDialog</name>
<message>
<source>Begin</source>
<translation type="unfinished">Empezar</translation>
</message>
<message>
<source>By which channels?</source>
<translation type="unfinished">¿Por qué canales?</translation>
</message>
<message>
<source>Empty</source>
<translation type="unfinished">Vacío</translation>
</message>
<message>
<source>Nothing goes out before the plan's yes</source>
<translation type="unfinished">Nada sale antes del sí del plan</translation>
</message>
<message>
<source>This incident is restricted: whoever reads a public channel will know of it.</source>
<translation type="unfinished">Este incidente es restringido: quien lea un canal público sabrá de él.</translation>
</message>
<message>
<source>Tick at least one channel</source>
<translation type="unfinished">Marque al menos un canal</translation>
</message>
<message>
<source>What is it about?</source>
<translation type="unfinished">¿De qué trata?</translation>
</message>
<message>
<source>What it is about</source>
<translation type="unfinished">De qué trata</translation>
</message>
<message>
<source>What it is about: Scope is known</source>
<translation type="unfinished">De qué trata: Se conoce el alcance</translation>
</message>
<message>
<source>What was said last</source>
<translation type="unfinished">Lo último dicho</translation>
</message>
<message>
<source>Which words?</source>
<translation type="unfinished">¿Qué palabras?</translation>
</message>
<message>
<source>Words to begin with</source>
<translation type="unfinished">Palabras para empezar</translation>
</message>
<message>
<source>Write a message</source>
<translation type="unfinished">Escribir un mensaje</translation>
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
<translation type="unfinished">Dar una tarea</translation>
</message>
<message>
<source>Give it to {name}</source>
<translation type="unfinished">Dárselo a {name}</translation>
</message>
<message>
<source>Give the task</source>
<translation type="unfinished">Dar la tarea</translation>
</message>
<message>
<source>How long may it take?</source>
<translation type="unfinished">¿Cuánto puede tardar?</translation>
</message>
<message>
<source>Read the logs of db1 since 23:00</source>
<translation type="unfinished">Leer los registros de db1 desde las 23:00</translation>
</message>
<message>
<source>The same by keys: /task @name 15m what to do</source>
<translation type="unfinished">Lo mismo con teclas: /task @nombre 15m qué hacer</translation>
</message>
<message>
<source>What is to be done</source>
<translation type="unfinished">Qué hay que hacer</translation>
</message>
<message>
<source>What is to be done?</source>
<translation type="unfinished">¿Qué hay que hacer?</translation>
</message>
<message>
<source>Who does it?</source>
<translation type="unfinished">¿Quién lo hace?</translation>
</message>
<message>
<source>Who?</source>
<translation type="unfinished">¿Quién?</translation>
</message>
<message>
<source>no limit</source>
<translation type="unfinished">sin límite</translation>
</message>
<message>
<source>then it is asked: done, need more, or stuck?</source>
<translation type="unfinished">luego se pregunta: ¿hecho, necesita más o atascado?</translation>
</message>
<message>
<source>who has it says so, or is asked again</source>
<translation type="unfinished">quien la tiene lo dice, o se le pregunta otra vez</translation>
</message>
</context>
<context>
<name>Newer</name>
<message>
<source>1 newer line</source>
<translation type="unfinished">1 línea más nueva</translation>
</message>
<message>
<source>{count} newer lines</source>
<translation type="unfinished">{count} líneas más nuevas</translation>
</message>
</context>
<context>
<name>NotSaved</name>
<message>
<source>1 file is not saved</source>
<translation type="unfinished">1 archivo no está guardado</translation>
</message>
<message>
<source>1 line is not saved</source>
<translation type="unfinished">1 línea no está guardada</translation>
</message>
<message>
<source>Copy</source>
<translation type="unfinished">Copiar</translation>
</message>
<message>
<source>Copy what is not saved</source>
<translation type="unfinished">Copiar lo no guardado</translation>
</message>
<message>
<source>Discard</source>
<translation type="unfinished">Descartar</translation>
</message>
<message>
<source>Discard what is not saved</source>
<translation type="unfinished">Descartar lo no guardado</translation>
</message>
<message>
<source>Try again</source>
<translation type="unfinished">Intentar otra vez</translation>
</message>
<message>
<source>Try again to save</source>
<translation type="unfinished">Intentar guardar otra vez</translation>
</message>
<message>
<source>{count} files are not saved</source>
<translation type="unfinished">{count} archivos no están guardados</translation>
</message>
<message>
<source>{count} lines are not saved</source>
<translation type="unfinished">{count} líneas no están guardadas</translation>
</message>
</context>
<context>
<name>NotesPanel</name>
<message>
<source>1 writes</source>
<translation type="unfinished">1 escribe</translation>
</message>
<message>
<source>Notes</source>
<translation type="unfinished">Notas</translation>
</message>
<message>
<source>What you see, try and rule out. Several write here.</source>
<translation type="unfinished">Lo que ve, prueba y descarta. Aquí escriben varios.</translation>
</message>
<message>
<source>Write a note</source>
<translation type="unfinished">Escribir una nota</translation>
</message>
<message>
<source>Write a note; Enter keeps it</source>
<translation type="unfinished">Escriba una nota; Enter la guarda</translation>
</message>
<message>
<source>{count} write</source>
<translation type="unfinished">{count} escriben</translation>
</message>
</context>
<context>
<name>NotificationCard</name>
<message>
<source> or </source>
<translation type="unfinished"> o </translation>
</message>
<message>
<source>A file of the timeline</source>
<translation type="unfinished">Un archivo de la cronología</translation>
</message>
<message>
<source>Decides: {words}</source>
<translation type="unfinished">Decide: {words}</translation>
</message>
<message>
<source>Every step of it stands in the timeline</source>
<translation type="unfinished">Cada paso está en la cronología</translation>
</message>
<message>
<source>File</source>
<translation type="unfinished">Archivo</translation>
</message>
<message>
<source>How soon: {words}</source>
<translation type="unfinished">Qué pronto: {words}</translation>
</message>
<message>
<source>It has to be told</source>
<translation type="unfinished">Hay que notificarlo</translation>
</message>
<message>
<source>It was sent</source>
<translation type="unfinished">Se envió</translation>
</message>
<message>
<source>Known since, or sent at</source>
<translation type="unfinished">Conocido desde, o enviado a las</translation>
</message>
<message>
<source>Law: {words}</source>
<translation type="unfinished">Ley: {words}</translation>
</message>
<message>
<source>Not reportable</source>
<translation type="unfinished">No notificable</translation>
</message>
<message>
<source>Reference</source>
<translation type="unfinished">Referencia</translation>
</message>
<message>
<source>Say first what proves it</source>
<translation type="unfinished">Diga antes qué lo prueba</translation>
</message>
<message>
<source>Say first why it has not to be told</source>
<translation type="unfinished">Diga antes por qué no hay que notificarlo</translation>
</message>
<message>
<source>The law asks: {title}</source>
<translation type="unfinished">La ley pide: {title}</translation>
</message>
<message>
<source>The name of a file of the timeline</source>
<translation type="unfinished">El nombre de un archivo de la cronología</translation>
</message>
<message>
<source>The number that the recipient gave</source>
<translation type="unfinished">El número que dio el receptor</translation>
</message>
<message>
<source>The words that were sent, or the reason</source>
<translation type="unfinished">Las palabras enviadas, o el motivo</translation>
</message>
<message>
<source>To: {words}</source>
<translation type="unfinished">A: {words}</translation>
</message>
<message>
<source>Told {clock} by {name}</source>
<translation type="unfinished">Contado {clock} por {name}</translation>
</message>
<message>
<source>What proves it</source>
<translation type="unfinished">Qué lo prueba</translation>
</message>
<message>
<source>What was sent, or the reason</source>
<translation type="unfinished">Qué se envió, o el motivo</translation>
</message>
<message>
<source>When</source>
<translation type="unfinished">Cuándo</translation>
</message>
<message>
<source>When: {words}</source>
<translation type="unfinished">Cuándo: {words}</translation>
</message>
<message>
<source>a number, the words, or a file</source>
<translation type="unfinished">un número, las palabras o un archivo</translation>
</message>
<message>
<source>without delay, at the latest in its time</source>
<translation type="unfinished">sin demora, a más tardar en su plazo</translation>
</message>
</context>
<context>
<name>Notifying</name>
<message>
<source>Show</source>
<translation type="unfinished">Mostrar</translation>
</message>
<message>
<source>The desktop shows no messages: {why}</source>
<translation type="unfinished">El escritorio no muestra mensajes: {why}</translation>
</message>
<message>
<source>nobody answers on the session bus</source>
<translation type="unfinished">nadie responde en el bus de sesión</translation>
</message>
<message>
<source>there is no session bus</source>
<translation type="unfinished">no hay bus de sesión</translation>
</message>
</context>
<context>
<name>OfferLine</name>
<message>
<source> and </source>
<translation type="unfinished"> y </translation>
</message>
<message>
<source>Answer</source>
<translation type="unfinished">Respuesta</translation>
</message>
<message>
<source>Go on</source>
<translation type="unfinished">Seguir</translation>
</message>
<message>
<source>Offered to {names}</source>
<translation type="unfinished">Ofrecido a {names}</translation>
</message>
<message>
<source>Read it</source>
<translation type="unfinished">Leerlo</translation>
</message>
<message>
<source>Your draft of a handover, {clock}</source>
<translation type="unfinished">Su borrador de un traspaso, {clock}</translation>
</message>
<message>
<source>{names}: no answer for {span}</source>
<translation type="unfinished">{names}: sin respuesta desde hace {span}</translation>
</message>
<message>
<source>{words}: the handover of {role}</source>
<translation type="unfinished">{words}: el traspaso de {role}</translation>
</message>
</context>
<context>
<name>OfferWords</name>
<message>
<source>1 entry</source>
<translation type="unfinished">1 entrada</translation>
</message>
<message>
<source>at the desk of {name}, since {clock}</source>
<translation type="unfinished">en el puesto de {name}, desde {clock}</translation>
</message>
<message>
<source>{count} entries</source>
<translation type="unfinished">{count} entradas</translation>
</message>
<message>
<source>{entries} by {name}</source>
<translation type="unfinished">{entries} de {name}</translation>
</message>
</context>
<context>
<name>OnCallImportDialog</name>
<message>
<source>1 left out</source>
<translation type="unfinished">1 omitida</translation>
</message>
<message>
<source>1 more</source>
<translation type="unfinished">1 más</translation>
</message>
<message>
<source>1 shift</source>
<translation type="unfinished">1 turno</translation>
</message>
<message>
<source>Choose a list</source>
<translation type="unfinished">Elegir una lista</translation>
</message>
<message>
<source>For which list of the plan?</source>
<translation type="unfinished">¿Para qué lista del plan?</translation>
</message>
<message>
<source>Import</source>
<translation type="unfinished">Importar</translation>
</message>
<message>
<source>Import 1 shift</source>
<translation type="unfinished">Importar 1 turno</translation>
</message>
<message>
<source>Import an on-call list</source>
<translation type="unfinished">Importar una lista de guardia</translation>
</message>
<message>
<source>Import {count} shifts</source>
<translation type="unfinished">Importar {count} turnos</translation>
</message>
<message>
<source>It takes the place of that list's shifts; those before stay on the record</source>
<translation type="unfinished">Ocupa el lugar de los turnos de esa lista; los anteriores quedan en el registro</translation>
</message>
<message>
<source>Line {line}, {column}: {why}</source>
<translation type="unfinished">Línea {line}, {column}: {why}</translation>
</message>
<message>
<source>Line {line}: {why}</source>
<translation type="unfinished">Línea {line}: {why}</translation>
</message>
<message>
<source>Not among the contacts of the plan, so nobody knows how to reach them: {names}</source>
<translation type="unfinished">No están entre los contactos del plan, así que nadie sabe cómo localizarlos: {names}</translation>
</message>
<message>
<source>Not understood</source>
<translation type="unfinished">No entendido</translation>
</message>
<message>
<source>Understood</source>
<translation type="unfinished">Entendido</translation>
</message>
<message>
<source>What it changes</source>
<translation type="unfinished">Qué cambia</translation>
</message>
<message>
<source>and {count} more</source>
<translation type="unfinished">y {count} más</translation>
</message>
<message>
<source>nothing</source>
<translation type="unfinished">nada</translation>
</message>
<message>
<source>read up to {moment}</source>
<translation type="unfinished">leído hasta {moment}</translation>
</message>
<message>
<source>{count} left out</source>
<translation type="unfinished">{count} omitidos</translation>
</message>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} más</translation>
</message>
<message>
<source>{count} shifts</source>
<translation type="unfinished">{count} turnos</translation>
</message>
</context>
<context>
<name>OnCallListDialog</name>
<message>
<source>By the plan it is, the first first: {names}. Import shifts to know who it is when.</source>
<translation type="unfinished">Según el plan son, el primero primero: {names}. Importe turnos para saber quién es cuándo.</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Fills: {roles}</source>
<translation type="unfinished">Cubre: {roles}</translation>
</message>
<message>
<source>From {file}, read by {name}; times without a zone were read as those of {zone}</source>
<translation type="unfinished">De {file}, leído por {name}; las horas sin zona se leyeron como las de {zone}</translation>
</message>
<message>
<source>Nothing was imported for it</source>
<translation type="unfinished">No se importó nada para ella</translation>
</message>
<message>
<source>The next two weeks</source>
<translation type="unfinished">Las próximas dos semanas</translation>
</message>
<message>
<source>no role</source>
<translation type="unfinished">ningún rol</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">nadie</translation>
</message>
</context>
<context>
<name>OnCallPanel</name>
<message>
<source>All files (*)</source>
<translation type="unfinished">Todos los archivos (*)</translation>
</message>
<message>
<source>Calendars and tables (*.ics *.ical *.csv *.tsv)</source>
<translation type="unfinished">Calendarios y tablas (*.ics *.ical *.csv *.tsv)</translation>
</message>
<message>
<source>Drop it to see what it says</source>
<translation type="unfinished">Suéltelo para ver qué dice</translation>
</message>
<message>
<source>Import</source>
<translation type="unfinished">Importar</translation>
</message>
<message>
<source>Import an on-call list</source>
<translation type="unfinished">Importar una lista de guardia</translation>
</message>
<message>
<source>On call</source>
<translation type="unfinished">Guardia</translation>
</message>
<message>
<source>Stop reading</source>
<translation type="unfinished">Dejar de leer</translation>
</message>
<message>
<source>Test</source>
<translation type="unfinished">Prueba</translation>
</message>
<message>
<source>Test who answers</source>
<translation type="unfinished">Probar quién responde</translation>
</message>
<message>
<source>The plan has no on-call lists yet</source>
<translation type="unfinished">El plan aún no tiene listas de guardia</translation>
</message>
<message>
<source>Write one into the plan</source>
<translation type="unfinished">Escribir una en el plan</translation>
</message>
<message>
<source>{count} more gaps</source>
<translation type="unfinished">{count} huecos más</translation>
</message>
<message>
<source>{count} more lists</source>
<translation type="unfinished">{count} listas más</translation>
</message>
</context>
<context>
<name>OnCallWords</name>
<message>
<source>1 contact not checked for {span}</source>
<translation type="unfinished">1 contacto sin comprobar desde hace {span}</translation>
</message>
<message>
<source>Nobody for {title}</source>
<translation type="unfinished">Nadie para {title}</translation>
</message>
<message>
<source>On call, and the plan has no way to reach them</source>
<translation type="unfinished">De guardia, y el plan no tiene modo de localizarlos</translation>
</message>
<message>
<source>Two desks read two lists</source>
<translation type="unfinished">Dos puestos leyeron dos listas</translation>
</message>
<message>
<source>answered {clock}</source>
<translation type="unfinished">respondido {clock}</translation>
</message>
<message>
<source>asked {clock}, no answer yet</source>
<translation type="unfinished">preguntado {clock}, aún sin respuesta</translation>
</message>
<message>
<source>by the plan</source>
<translation type="unfinished">según el plan</translation>
</message>
<message>
<source>did not answer {clock}</source>
<translation type="unfinished">no respondió {clock}</translation>
</message>
<message>
<source>does not answer, asked {clock}</source>
<translation type="unfinished">no responde, preguntado {clock}</translation>
</message>
<message>
<source>from {start} on: the list ends there</source>
<translation type="unfinished">desde {start}: la lista termina ahí</translation>
</message>
<message>
<source>just now</source>
<translation type="unfinished">ahora mismo</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">nadie</translation>
</message>
<message>
<source>old: read {span}</source>
<translation type="unfinished">antiguo: leído {span}</translation>
</message>
<message>
<source>read {span}</source>
<translation type="unfinished">leído {span}</translation>
</message>
<message>
<source>to be called</source>
<translation type="unfinished">por llamar</translation>
</message>
<message>
<source>to be called: {way}</source>
<translation type="unfinished">por llamar: {way}</translation>
</message>
<message>
<source>until {clock}, then {names}</source>
<translation type="unfinished">hasta {clock}, luego {names}</translation>
</message>
<message>
<source>{count} contacts not checked for {span}</source>
<translation type="unfinished">{count} contactos sin comprobar desde hace {span}</translation>
</message>
<message>
<source>{count} days</source>
<translation type="unfinished">{count} días</translation>
</message>
<message>
<source>{names} and {count} more</source>
<translation type="unfinished">{names} y {count} más</translation>
</message>
<message>
<source>{names} for {title}</source>
<translation type="unfinished">{names} para {title}</translation>
</message>
<message>
<source>{span} ago</source>
<translation type="unfinished">hace {span}</translation>
</message>
<message>
<source>{start} to {end}</source>
<translation type="unfinished">{start} a {end}</translation>
</message>
<message>
<source>{start} to {end}, for {span}</source>
<translation type="unfinished">{start} a {end}, durante {span}</translation>
</message>
<message>
<source>{times}: {now}, before {was}</source>
<translation type="unfinished">{times}: {now}, antes {was}</translation>
</message>
</context>
<context>
<name>OnDuty</name>
<message>
<source>Adopted 1 line of the duty log</source>
<translation type="unfinished">Adoptada 1 línea del libro de guardia</translation>
</message>
<message>
<source>Adopted {count} lines of the duty log</source>
<translation type="unfinished">Adoptadas {count} líneas del libro de guardia</translation>
</message>
<message>
<source>Bring them back (Ctrl+Z)</source>
<translation type="unfinished">Traerlas de vuelta (Ctrl+Z)</translation>
</message>
<message>
<source>Nothing stands in the duty log that an incident could adopt</source>
<translation type="unfinished">No hay nada en el libro de guardia que un incidente pudiera adoptar</translation>
</message>
</context>
<context>
<name>Opening</name>
<message>
<source>Look at what can be read</source>
<translation type="unfinished">Mirar lo que se puede leer</translation>
</message>
<message>
<source>Open the newest sound backup</source>
<translation type="unfinished">Abrir la copia sana más reciente</translation>
</message>
<message>
<source>Quit</source>
<translation type="unfinished">Salir</translation>
</message>
<message>
<source>The newest sound backup is {name}. If you open it, the damaged files are set aside, not deleted.</source>
<translation type="unfinished">La copia sana más reciente es {name}. Si la abre, los archivos dañados se apartan, no se borran.</translation>
</message>
<message>
<source>The record is damaged</source>
<translation type="unfinished">El registro está dañado</translation>
</message>
<message>
<source>There is no sound backup of it. Nothing was changed.</source>
<translation type="unfinished">No hay ninguna copia sana de él. No se cambió nada.</translation>
</message>
<message>
<source>This record cannot be opened for writing</source>
<translation type="unfinished">Este registro no se puede abrir para escribir</translation>
</message>
<message>
<source>This record is open elsewhere</source>
<translation type="unfinished">Este registro está abierto en otro sitio</translation>
</message>
<message>
<source>Try again</source>
<translation type="unfinished">Intentar otra vez</translation>
</message>
<message>
<source>What lies on the disk is not what was written. This is what was found:</source>
<translation type="unfinished">Lo que hay en el disco no es lo que se escribió. Esto se halló:</translation>
</message>
</context>
<context>
<name>OriginalWords</name>
<message>
<source>Still right</source>
<translation type="unfinished">Sigue bien</translation>
</message>
<message>
<source>The original, {language}</source>
<translation type="unfinished">El original, {language}</translation>
</message>
<message>
<source>{channel}, {language}</source>
<translation type="unfinished">{channel}, {language}</translation>
</message>
<message>
<source>{channel}, {language}: changed since</source>
<translation type="unfinished">{channel}, {language}: cambiado desde entonces</translation>
</message>
</context>
<context>
<name>OutsidePanel</name>
<message>
<source>Nobody asked yet</source>
<translation type="unfinished">Aún no preguntó nadie</translation>
</message>
<message>
<source>Note a question…</source>
<translation type="unfinished">Anotar una pregunta…</translation>
</message>
<message>
<source>Nothing by the plan</source>
<translation type="unfinished">Nada según el plan</translation>
</message>
<message>
<source>The law asks</source>
<translation type="unfinished">La ley pide</translation>
</message>
<message>
<source>Who else asks</source>
<translation type="unfinished">Quién más pregunta</translation>
</message>
<message>
<source>nothing to be told now</source>
<translation type="unfinished">nada que notificar ahora</translation>
</message>
<message>
<source>{count} open</source>
<translation type="unfinished">{count} abiertas</translation>
</message>
<message>
<source>{count} to be told</source>
<translation type="unfinished">{count} por notificar</translation>
</message>
</context>
<context>
<name>OutsideWords</name>
<message>
<source> or </source>
<translation type="unfinished"> o </translation>
</message>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>By the plan it may have to be told, by {due}: its time counts from {start}. Decide.</source>
<translation type="unfinished">Según el plan quizá haya que notificarlo, antes de {due}: el plazo cuenta desde {start}. Decida.</translation>
</message>
<message>
<source>Has it to be told? {title}</source>
<translation type="unfinished">¿Hay que notificarlo? {title}</translation>
</message>
<message>
<source>It had to be told by {due}, and is {late} late.</source>
<translation type="unfinished">Había que notificarlo antes de {due} y va {late} tarde.</translation>
</message>
<message>
<source>It has to be told by {due}: its time counts from {start}.</source>
<translation type="unfinished">Hay que notificarlo antes de {due}: su plazo cuenta desde {start}.</translation>
</message>
<message>
<source>It was decided that it has not to be told.</source>
<translation type="unfinished">Se decidió que no hay que notificarlo.</translation>
</message>
<message>
<source>It was told, {late} too late.</source>
<translation type="unfinished">Se notificó, {late} tarde.</translation>
</message>
<message>
<source>It was told.</source>
<translation type="unfinished">Se notificó.</translation>
</message>
<message>
<source>Its time counts from when the one before is told.</source>
<translation type="unfinished">Su plazo cuenta desde que se notifica el anterior.</translation>
</message>
<message>
<source>Nothing asks for it so far.</source>
<translation type="unfinished">Nada lo pide hasta ahora.</translation>
</message>
<message>
<source>Two desks said at once that it has to be told, and that it has not: say which</source>
<translation type="unfinished">Dos puestos dijeron a la vez que hay que notificarlo y que no: diga cuál</translation>
</message>
<message>
<source>after the one before</source>
<translation type="unfinished">tras el anterior</translation>
</message>
<message>
<source>answered</source>
<translation type="unfinished">respondido</translation>
</message>
<message>
<source>answered twice</source>
<translation type="unfinished">respondido dos veces</translation>
</message>
<message>
<source>by a post</source>
<translation type="unfinished">por correo postal</translation>
</message>
<message>
<source>by mail</source>
<translation type="unfinished">por correo</translation>
</message>
<message>
<source>by phone</source>
<translation type="unfinished">por teléfono</translation>
</message>
<message>
<source>by {clock}</source>
<translation type="unfinished">antes de {clock}</translation>
</message>
<message>
<source>closed</source>
<translation type="unfinished">cerrado</translation>
</message>
<message>
<source>in person</source>
<translation type="unfinished">en persona</translation>
</message>
<message>
<source>its words changed since it was approved; {titles} approves it anew</source>
<translation type="unfinished">sus palabras cambiaron desde la aprobación; {titles} lo aprueba de nuevo</translation>
</message>
<message>
<source>nobody answers yet</source>
<translation type="unfinished">aún no responde nadie</translation>
</message>
<message>
<source>not asked for</source>
<translation type="unfinished">no pedido</translation>
</message>
<message>
<source>not to be told</source>
<translation type="unfinished">no hay que notificarlo</translation>
</message>
<message>
<source>nothing of what it says is on the fact sheet, or promised</source>
<translation type="unfinished">nada de lo que dice está en la hoja de hechos ni prometido</translation>
</message>
<message>
<source>otherwise</source>
<translation type="unfinished">si no</translation>
</message>
<message>
<source>put it right</source>
<translation type="unfinished">corregirlo</translation>
</message>
<message>
<source>rests on fact {number}, which is withdrawn</source>
<translation type="unfinished">se apoya en el hecho {number}, que está retirado</translation>
</message>
<message>
<source>rests on fact {number}, which nobody has confirmed</source>
<translation type="unfinished">se apoya en el hecho {number}, que nadie ha confirmado</translation>
</message>
<message>
<source>to {recipient}</source>
<translation type="unfinished">a {recipient}</translation>
</message>
<message>
<source>told</source>
<translation type="unfinished">contado</translation>
</message>
<message>
<source>told twice</source>
<translation type="unfinished">contado dos veces</translation>
</message>
<message>
<source>told {clock}</source>
<translation type="unfinished">contado {clock}</translation>
</message>
<message>
<source>waits until {clock}</source>
<translation type="unfinished">espera hasta {clock}</translation>
</message>
<message>
<source>{count} ask</source>
<translation type="unfinished">{count} preguntan</translation>
</message>
<message>
<source>{count} to notify</source>
<translation type="unfinished">{count} por avisar</translation>
</message>
<message>
<source>{name}, also taken by another</source>
<translation type="unfinished">{name}, tomado también por otro</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">{span} tarde</translation>
</message>
<message>
<source>{titles} approves it first</source>
<translation type="unfinished">{titles} lo aprueba antes</translation>
</message>
<message>
<source>{title}: tell {recipient}</source>
<translation type="unfinished">{title}: notificar a {recipient}</translation>
</message>
<message>
<source>{who} asks: {words}</source>
<translation type="unfinished">{who} pregunta: {words}</translation>
</message>
<message>
<source>{who} was answered twice: enquiry {number}</source>
<translation type="unfinished">A {who} se le respondió dos veces: consulta {number}</translation>
</message>
<message>
<source>{who} was told what is withdrawn by now: enquiry {number}</source>
<translation type="unfinished">A {who} se le dijo lo que ya está retirado: consulta {number}</translation>
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
<translation type="unfinished">Para un día sin pantallas</translation>
</message>
<message>
<source>Pages (*.pdf)</source>
<translation type="unfinished">Páginas (*.pdf)</translation>
</message>
<message>
<source>Save as PDF…</source>
<translation type="unfinished">Guardar como PDF…</translation>
</message>
<message>
<source>Save the plan as PDF</source>
<translation type="unfinished">Guardar el plan como PDF</translation>
</message>
<message>
<source>The plan in force, whom to reach, a page for each role and blank forms, to print and put away.</source>
<translation type="unfinished">El plan vigente, a quién localizar, una página por rol y formularios en blanco, para imprimir y guardar.</translation>
</message>
<message>
<source>Written to {file}</source>
<translation type="unfinished">Escrito en {file}</translation>
</message>
</context>
<context>
<name>PaletteDialog</name>
<message>
<source>1 thing</source>
<translation type="unfinished">1 cosa</translation>
</message>
<message>
<source>Arrows move, Enter does it; beside it stands the key that does it at once</source>
<translation type="unfinished">Las flechas mueven, Enter lo hace; al lado está la tecla que lo hace al momento</translation>
</message>
<message>
<source>Do it</source>
<translation type="unfinished">Hacerlo</translation>
</message>
<message>
<source>Do something</source>
<translation type="unfinished">Hacer algo</translation>
</message>
<message>
<source>What can be done</source>
<translation type="unfinished">Qué se puede hacer</translation>
</message>
<message>
<source>What do you want to do?</source>
<translation type="unfinished">¿Qué quiere hacer?</translation>
</message>
<message>
<source>{count} things</source>
<translation type="unfinished">{count} cosas</translation>
</message>
</context>
<context>
<name>Pane</name>
<message>
<source>Board of {number} {title}</source>
<translation type="unfinished">Tablero de {number} {title}</translation>
</message>
<message>
<source>Close the board of {number} (Ctrl+W)</source>
<translation type="unfinished">Cerrar el tablero de {number} (Ctrl+W)</translation>
</message>
<message>
<source>You write here</source>
<translation type="unfinished">Usted escribe aquí</translation>
</message>
</context>
<context>
<name>PartHead</name>
<message>
<source>Add one</source>
<translation type="unfinished">Añadir uno</translation>
</message>
<message>
<source>All</source>
<translation type="unfinished">Todos</translation>
</message>
<message>
<source>All {count}</source>
<translation type="unfinished">Todos ({count})</translation>
</message>
<message>
<source>All {count} side by side</source>
<translation type="unfinished">Las {count} lado a lado</translation>
</message>
<message>
<source>Form</source>
<translation type="unfinished">Formulario</translation>
</message>
<message>
<source>Move this one up</source>
<translation type="unfinished">Subir esta</translation>
</message>
<message>
<source>Part of the plan</source>
<translation type="unfinished">Parte del plan</translation>
</message>
<message>
<source>Take this one out</source>
<translation type="unfinished">Sacar este</translation>
</message>
</context>
<context>
<name>PartPage</name>
<message>
<source>Add the first one</source>
<translation type="unfinished">Añadir el primero</translation>
</message>
<message>
<source>Nothing here yet</source>
<translation type="unfinished">Aquí aún no hay nada</translation>
</message>
<message>
<source>What is added here stands in the text at the right as well.</source>
<translation type="unfinished">Lo que se añade aquí está también en el texto de la derecha.</translation>
</message>
</context>
<context>
<name>PasteDialog</name>
<message>
<source>A file</source>
<translation type="unfinished">Un archivo</translation>
</message>
<message>
<source>At most {count} notes are written at once.</source>
<translation type="unfinished">Se escriben como mucho {count} notas a la vez.</translation>
</message>
<message>
<source>One note</source>
<translation type="unfinished">Una nota</translation>
</message>
<message>
<source>One note holds at most {count} KiB.</source>
<translation type="unfinished">Una nota tiene como mucho {count} KiB.</translation>
</message>
<message>
<source>What was pasted</source>
<translation type="unfinished">Lo que se pegó</translation>
</message>
<message>
<source>Written together or not at all</source>
<translation type="unfinished">Se escribe junto o nada</translation>
</message>
<message>
<source>{count} begin with a time: take it</source>
<translation type="unfinished">{count} empiezan con una hora: tomarla</translation>
</message>
<message>
<source>{count} lines were pasted</source>
<translation type="unfinished">se pegaron {count} líneas</translation>
</message>
<message>
<source>{count} notes</source>
<translation type="unfinished">{count} notas</translation>
</message>
</context>
<context>
<name>PeopleChoice</name>
<message>
<source>Somebody else</source>
<translation type="unfinished">Otra persona</translation>
</message>
<message>
<source>Somebody else; Enter adds</source>
<translation type="unfinished">Otra persona; Enter añade</translation>
</message>
</context>
<context>
<name>PeoplePage</name>
<message>
<source>Ask for it, too</source>
<translation type="unfinished">Pedirlo también</translation>
</message>
<message>
<source>Ask for it, too: {what}</source>
<translation type="unfinished">Pedirlo también: {what}</translation>
</message>
<message>
<source>Change</source>
<translation type="unfinished">Cambiar</translation>
</message>
<message>
<source>Change the level of {name}</source>
<translation type="unfinished">Cambiar el nivel de {name}</translation>
</message>
<message>
<source>This record is shared with nobody, so everybody here may do everything.</source>
<translation type="unfinished">Este registro no se comparte con nadie, así que aquí todos pueden hacerlo todo.</translation>
</message>
<message>
<source>What each may do in the shared record. Administrators change it.</source>
<translation type="unfinished">Lo que puede cada uno en el registro compartido. La administración lo cambia.</translation>
</message>
<message>
<source>What each may do in the shared record. An administrator is made and unmade by two of them.</source>
<translation type="unfinished">Lo que puede cada uno en el registro compartido. La administración la dan y la quitan dos.</translation>
</message>
<message>
<source>What was changed</source>
<translation type="unfinished">Qué se cambió</translation>
</message>
<message>
<source>You asked for it; another administrator has to</source>
<translation type="unfinished">Usted lo pidió; tiene que pedirlo otra administración</translation>
</message>
<message>
<source>at the desk</source>
<translation type="unfinished">en el puesto</translation>
</message>
<message>
<source>not heeded by the shared database</source>
<translation type="unfinished">no atendido por la base de datos compartida</translation>
</message>
<message>
<source>shut out</source>
<translation type="unfinished">excluir</translation>
</message>
<message>
<source>waits for the shared database</source>
<translation type="unfinished">espera a la base de datos compartida</translation>
</message>
<message>
<source>{name} has no part in the shared record; Shared record lets people in</source>
<translation type="unfinished">{name} no tiene parte en el registro compartido; Registro compartido admite gente</translation>
</message>
<message>
<source>{name} is the last administrator: name another one first</source>
<translation type="unfinished">{name} es la última administración: nombre antes otra</translation>
</message>
<message>
<source>{name}: {level}, asked by {who}</source>
<translation type="unfinished">{name}: {level}, pedido por {who}</translation>
</message>
<message>
<source>{name}: {level}, by {who}</source>
<translation type="unfinished">{name}: {level}, por {who}</translation>
</message>
<message>
<source>{who} asks to make {name} {level}: {reason}</source>
<translation type="unfinished">{who} pide hacer a {name} {level}: {reason}</translation>
</message>
</context>
<context>
<name>Person</name>
<message>
<source>Name, as others call you</source>
<translation type="unfinished">Nombre, como le llaman los demás</translation>
</message>
<message>
<source>No account and no password: the name is for those who read the record later. You can change who is at the desk at any time.</source>
<translation type="unfinished">Sin cuenta ni contraseña: el nombre es para quien lea el registro después. Puede cambiar en cualquier momento quién está en el puesto.</translation>
</message>
<message>
<source>Or somebody of this home</source>
<translation type="unfinished">O alguien de esta carpeta</translation>
</message>
<message>
<source>Who are you?</source>
<translation type="unfinished">¿Quién es usted?</translation>
</message>
<message>
<source>written next to everything you do</source>
<translation type="unfinished">se escribe junto a todo lo que hace</translation>
</message>
</context>
<context>
<name>PersonDialog</name>
<message>
<source>Nothing is sent anywhere</source>
<translation type="unfinished">No se envía nada a ningún sitio</translation>
</message>
<message>
<source>That is me</source>
<translation type="unfinished">Soy yo</translation>
</message>
<message>
<source>Who is at the desk?</source>
<translation type="unfinished">¿Quién está en el puesto?</translation>
</message>
</context>
<context>
<name>PieceDialog</name>
<message>
<source>Answer</source>
<translation type="unfinished">Respuesta</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Correct…</source>
<translation type="unfinished">Corregir…</translation>
</message>
<message>
<source>Evidence {name}</source>
<translation type="unfinished">Prueba {name}</translation>
</message>
<message>
<source>Found out: {words}</source>
<translation type="unfinished">Averiguado: {words}</translation>
</message>
<message>
<source>How much it is trusted</source>
<translation type="unfinished">Cuánto se confía en ella</translation>
</message>
<message>
<source>I find out</source>
<translation type="unfinished">Yo lo averiguo</translation>
</message>
<message>
<source>Open question {name}</source>
<translation type="unfinished">Pregunta abierta {name}</translation>
</message>
<message>
<source>They find out</source>
<translation type="unfinished">Lo averiguan</translation>
</message>
<message>
<source>What it says of each hypothesis</source>
<translation type="unfinished">Qué dice de cada hipótesis</translation>
</message>
<message>
<source>What was found out</source>
<translation type="unfinished">Qué se averiguó</translation>
</message>
<message>
<source>What was said before stays on the record</source>
<translation type="unfinished">Lo dicho antes queda en el registro</translation>
</message>
<message>
<source>Who finds out</source>
<translation type="unfinished">Quién lo averigua</translation>
</message>
<message>
<source>Who finds out: a name, or me</source>
<translation type="unfinished">Quién lo averigua: un nombre, o me</translation>
</message>
<message>
<source>two of you differ</source>
<translation type="unfinished">dos de ustedes difieren</translation>
</message>
<message>
<source>what fits counts nothing</source>
<translation type="unfinished">lo que encaja no cuenta nada</translation>
</message>
<message>
<source>what speaks against counts by it</source>
<translation type="unfinished">lo que habla en contra cuenta según ella</translation>
</message>
</context>
<context>
<name>PinDialog</name>
<message>
<source>A forgotten PIN cannot be had back: what was shared comes back from the shared database, the rest is lost.</source>
<translation type="unfinished">Un PIN olvidado no se recupera: lo compartido vuelve de la base de datos compartida, el resto se pierde.</translation>
</message>
<message>
<source>Set the PIN</source>
<translation type="unfinished">Poner el PIN</translation>
</message>
<message>
<source>Take the PIN away</source>
<translation type="unfinished">Quitar el PIN</translation>
</message>
<message>
<source>Taken away, everybody at this console reads what you can read, restricted incidents among it.</source>
<translation type="unfinished">Si se quita, todos en esta consola leen lo que usted puede leer, también incidentes restringidos.</translation>
</message>
<message>
<source>The PIN is kept nowhere</source>
<translation type="unfinished">El PIN no se guarda en ningún sitio</translation>
</message>
<message>
<source>The PIN now</source>
<translation type="unfinished">El PIN de ahora</translation>
</message>
<message>
<source>The new PIN once more</source>
<translation type="unfinished">El PIN nuevo otra vez</translation>
</message>
<message>
<source>The new PIN, at least {count} characters</source>
<translation type="unfinished">El PIN nuevo, al menos {count} caracteres</translation>
</message>
<message>
<source>This computer has no keyring: half of your key lies in a file that this account can read, and the PIN alone keeps others out.</source>
<translation type="unfinished">Este equipo no tiene llavero: la mitad de su clave está en un archivo que esta cuenta puede leer, y solo el PIN deja fuera a los demás.</translation>
</message>
<message>
<source>Those are two different PINs; type the new one once more.</source>
<translation type="unfinished">Son dos PIN distintos; escriba el nuevo otra vez.</translation>
</message>
<message>
<source>Those without a PIN ({names}) go on in the open record. From now on you meet through the shared database only: until both of you have joined one, neither sees what the other writes.</source>
<translation type="unfinished">Quienes no tienen PIN ({names}) siguen en el registro abierto. Desde ahora solo se encuentran por la base de datos compartida: hasta que ambos se unan a una, ninguno ve lo que escribe el otro.</translation>
</message>
<message>
<source>With a PIN you have a record of your own at this console, encrypted: with its backups, its files and what you begin to write. Nobody else here can read it, or write as you.</source>
<translation type="unfinished">Con un PIN tiene en esta consola un registro propio, cifrado: con sus copias, sus archivos y lo que empiece a escribir. Nadie más aquí puede leerlo ni escribir como usted.</translation>
</message>
<message>
<source>Your PIN</source>
<translation type="unfinished">Su PIN</translation>
</message>
</context>
<context>
<name>PlaceDialog</name>
<message>
<source>A press copies it: only http, https and numbers are opened</source>
<translation type="unfinished">Una pulsación lo copia: solo se abren http, https y números</translation>
</message>
<message>
<source>A press opens it</source>
<translation type="unfinished">Una pulsación lo abre</translation>
</message>
<message>
<source>At the same time another desk set: {others}. What you set now holds.</source>
<translation type="unfinished">Al mismo tiempo otro puesto puso: {others}. Vale lo que ponga ahora.</translation>
</message>
<message>
<source>Bridge and links</source>
<translation type="unfinished">Puente y enlaces</translation>
</message>
<message>
<source>If there are several: whose, like Cisco</source>
<translation type="unfinished">Si hay varios: de quién, como Cisco</translation>
</message>
<message>
<source>Links and numbers are opened by one press; whatever else stands here is copied</source>
<translation type="unfinished">Los enlaces y números se abren con una pulsación; lo demás se copia</translation>
</message>
<message>
<source>Set</source>
<translation type="unfinished">Poner</translation>
</message>
<message>
<source>Take away</source>
<translation type="unfinished">Quitar</translation>
</message>
<message>
<source>The same by keys: /bridge, /ticket and what it is</source>
<translation type="unfinished">Lo mismo con teclas: /bridge, /ticket y qué es</translation>
</message>
<message>
<source>Where</source>
<translation type="unfinished">Dónde</translation>
</message>
<message>
<source>Whose</source>
<translation type="unfinished">De quién</translation>
</message>
<message>
<source>https://… or a number to dial</source>
<translation type="unfinished">https://… o un número que marcar</translation>
</message>
</context>
<context>
<name>Places</name>
<message>
<source>Add</source>
<translation type="unfinished">Añadir</translation>
</message>
<message>
<source>Add a bridge, a number or a link</source>
<translation type="unfinished">Añadir un puente, un número o un enlace</translation>
</message>
<message>
<source>Bridge</source>
<translation type="unfinished">Puente</translation>
</message>
<message>
<source>Bridge and links</source>
<translation type="unfinished">Puente y enlaces</translation>
</message>
<message>
<source>Change: {place}</source>
<translation type="unfinished">Cambiar: {place}</translation>
</message>
<message>
<source>Chat</source>
<translation type="unfinished">Chat</translation>
</message>
<message>
<source>Copy: {place}</source>
<translation type="unfinished">Copiar: {place}</translation>
</message>
<message>
<source>Dial-in</source>
<translation type="unfinished">Marcación</translation>
</message>
<message>
<source>Fallback</source>
<translation type="unfinished">Alternativa</translation>
</message>
<message>
<source>None yet: bridge, dial-in, chat, ticket, vendor case</source>
<translation type="unfinished">Aún ninguno: puente, marcación, chat, tique, caso de proveedor</translation>
</message>
<message>
<source>Ticket</source>
<translation type="unfinished">Tique</translation>
</message>
<message>
<source>Vendor case</source>
<translation type="unfinished">Caso de proveedor</translation>
</message>
<message>
<source>also: {others}</source>
<translation type="unfinished">también: {others}</translation>
</message>
<message>
<source>{kind}, {of}</source>
<translation type="unfinished">{kind}, {of}</translation>
</message>
<message>
<source>{place}: copied</source>
<translation type="unfinished">{place}: copiado</translation>
</message>
<message>
<source>{place}: nothing here opens it; it is copied</source>
<translation type="unfinished">{place}: aquí nada lo abre; está copiado</translation>
</message>
<message>
<source>{place}: opened</source>
<translation type="unfinished">{place}: abierto</translation>
</message>
</context>
<context>
<name>PlanFields</name>
<message>
<source>A counter that only grows</source>
<translation type="unfinished">Un contador que solo crece</translation>
</message>
<message>
<source>A storm is more than so many</source>
<translation type="unfinished">Una tormenta es más de tantas</translation>
</message>
<message>
<source>Acknowledge a role within</source>
<translation type="unfinished">Confirmar un rol en</translation>
</message>
<message>
<source>Address of serve, for one-time links</source>
<translation type="unfinished">Dirección de serve, para enlaces de un solo uso</translation>
</message>
<message>
<source>After</source>
<translation type="unfinished">Después</translation>
</message>
<message>
<source>And by one of, for the law</source>
<translation type="unfinished">Y por uno de, para la ley</translation>
</message>
<message>
<source>Answered</source>
<translation type="unfinished">Respondida</translation>
</message>
<message>
<source>Any one is enough, one on each line</source>
<translation type="unfinished">Basta con uno, uno en cada línea</translation>
</message>
<message>
<source>Approved by any of</source>
<translation type="unfinished">Aprobado por uno de</translation>
</message>
<message>
<source>Approved in advance, as these templates make them</source>
<translation type="unfinished">Aprobado de antemano, tal como lo hacen estas plantillas</translation>
</message>
<message>
<source>As soon as it can be</source>
<translation type="unfinished">Tan pronto como se pueda</translation>
</message>
<message>
<source>Because of</source>
<translation type="unfinished">Por</translation>
</message>
<message>
<source>By</source>
<translation type="unfinished">Por</translation>
</message>
<message>
<source>Can be stopped for</source>
<translation type="unfinished">Se puede parar durante</translation>
</message>
<message>
<source>Channel</source>
<translation type="unfinished">Canal</translation>
</message>
<message>
<source>Channels</source>
<translation type="unfinished">Canales</translation>
</message>
<message>
<source>Check contacts every</source>
<translation type="unfinished">Comprobar contactos cada</translation>
</message>
<message>
<source>Counted from</source>
<translation type="unfinished">Contado desde</translation>
</message>
<message>
<source>Customers told every</source>
<translation type="unfinished">Clientes informados cada</translation>
</message>
<message>
<source>Days counted</source>
<translation type="unfinished">Días contados</translation>
</message>
<message>
<source>Decided by any of</source>
<translation type="unfinished">Decidido por uno de</translation>
</message>
<message>
<source>Deputy</source>
<translation type="unfinished">Suplente</translation>
</message>
<message>
<source>Draft before the meeting</source>
<translation type="unfinished">Borrador antes de la reunión</translation>
</message>
<message>
<source>Due</source>
<translation type="unfinished">Vence</translation>
</message>
<message>
<source>Duty</source>
<translation type="unfinished">Deber</translation>
</message>
<message>
<source>Duty, shown the moment somebody takes the role</source>
<translation type="unfinished">Deber, mostrado en cuanto alguien toma el rol</translation>
</message>
<message>
<source>E-mail of support, which gets isolated reports</source>
<translation type="unfinished">Correo de soporte, que recibe los reportes aislados</translation>
</message>
<message>
<source>Fills the roles</source>
<translation type="unfinished">Cubre los roles</translation>
</message>
<message>
<source>First message</source>
<translation type="unfinished">Primer mensaje</translation>
</message>
<message>
<source>First public message</source>
<translation type="unfinished">Primer mensaje público</translation>
</message>
<message>
<source>For these roles; none means all</source>
<translation type="unfinished">Para estos roles; ninguno significa todos</translation>
</message>
<message>
<source>Hold</source>
<translation type="unfinished">Mantener</translation>
</message>
<message>
<source>How it is undone</source>
<translation type="unfinished">Cómo se deshace</translation>
</message>
<message>
<source>How long it takes</source>
<translation type="unfinished">Cuánto tarda</translation>
</message>
<message>
<source>How many approve</source>
<translation type="unfinished">Cuántos aprueban</translation>
</message>
<message>
<source>How to reach who reported: kept, once answered, for</source>
<translation type="unfinished">Cómo contactar a quien reportó: se guarda, tras responder, durante</translation>
</message>
<message>
<source>In alerts</source>
<translation type="unfinished">En alertas</translation>
</message>
<message>
<source>In doubt</source>
<translation type="unfinished">En la duda</translation>
</message>
<message>
<source>In words</source>
<translation type="unfinished">En palabras</translation>
</message>
<message>
<source>Inside told every</source>
<translation type="unfinished">Internos informados cada</translation>
</message>
<message>
<source>It flaps if it changes so often</source>
<translation type="unfinished">Oscila si cambia tantas veces</translation>
</message>
<message>
<source>It is over where the state is one of</source>
<translation type="unfinished">Ha terminado donde el estado es uno de</translation>
</message>
<message>
<source>Key</source>
<translation type="unfinished">Tecla</translation>
</message>
<message>
<source>Kind</source>
<translation type="unfinished">Tipo</translation>
</message>
<message>
<source>Labels that name the service, the first first</source>
<translation type="unfinished">Etiquetas que nombran el servicio, la primera primero</translation>
</message>
<message>
<source>Labels that say how bad it is</source>
<translation type="unfinished">Etiquetas que dicen lo grave que es</translation>
</message>
<message>
<source>Labels that say where</source>
<translation type="unfinished">Etiquetas que dicen dónde</translation>
</message>
<message>
<source>Language</source>
<translation type="unfinished">Idioma</translation>
</message>
<message>
<source>Last answered a test</source>
<translation type="unfinished">Respondió por última vez a una prueba</translation>
</message>
<message>
<source>Longest text</source>
<translation type="unfinished">Texto más largo</translation>
</message>
<message>
<source>Means</source>
<translation type="unfinished">Medio</translation>
</message>
<message>
<source>Must confirm that they received it</source>
<translation type="unfinished">Debe confirmar que lo recibió</translation>
</message>
<message>
<source>Name</source>
<translation type="unfinished">Nombre</translation>
</message>
<message>
<source>Network</source>
<translation type="unfinished">Red</translation>
</message>
<message>
<source>Next update not sooner than</source>
<translation type="unfinished">Próxima novedad no antes de</translation>
</message>
<message>
<source>On call</source>
<translation type="unfinished">Guardia</translation>
</message>
<message>
<source>One line for alerts with the same</source>
<translation type="unfinished">Una línea para alertas con lo mismo</translation>
</message>
<message>
<source>Only for</source>
<translation type="unfinished">Solo para</translation>
</message>
<message>
<source>Only for; none means all</source>
<translation type="unfinished">Solo para; ninguno significa todos</translation>
</message>
<message>
<source>Only if</source>
<translation type="unfinished">Solo si</translation>
</message>
<message>
<source>Only to; none means all</source>
<translation type="unfinished">Solo a; ninguno significa todos</translation>
</message>
<message>
<source>Or unsolved after</source>
<translation type="unfinished">O sin resolver tras</translation>
</message>
<message>
<source>Other follow-ups within</source>
<translation type="unfinished">Otros seguimientos en</translation>
</message>
<message>
<source>Owner</source>
<translation type="unfinished">Responsable</translation>
</message>
<message>
<source>People</source>
<translation type="unfinished">Personas</translation>
</message>
<message>
<source>Public</source>
<translation type="unfinished">Público</translation>
</message>
<message>
<source>Put off for</source>
<translation type="unfinished">Aplazar</translation>
</message>
<message>
<source>Reach</source>
<translation type="unfinished">Alcance</translation>
</message>
<message>
<source>Read back</source>
<translation type="unfinished">Releer</translation>
</message>
<message>
<source>Region, or where it says which</source>
<translation type="unfinished">Región, o dónde dice cuál</translation>
</message>
<message>
<source>Regions</source>
<translation type="unfinished">Regiones</translation>
</message>
<message>
<source>Restricted</source>
<translation type="unfinished">Restringido</translation>
</message>
<message>
<source>Role</source>
<translation type="unfinished">Rol</translation>
</message>
<message>
<source>Roles</source>
<translation type="unfinished">Roles</translation>
</message>
<message>
<source>Roles it opens</source>
<translation type="unfinished">Roles que abre</translation>
</message>
<message>
<source>Rungs</source>
<translation type="unfinished">Peldaños</translation>
</message>
<message>
<source>Send first, approve after</source>
<translation type="unfinished">Enviar antes, aprobar después</translation>
</message>
<message>
<source>Service, or where it says which</source>
<translation type="unfinished">Servicio, o dónde dice cuál</translation>
</message>
<message>
<source>Short</source>
<translation type="unfinished">Breve</translation>
</message>
<message>
<source>Somebody has to take alerts of</source>
<translation type="unfinished">Alguien tiene que tomar las alertas de</translation>
</message>
<message>
<source>Source, as desks call it</source>
<translation type="unfinished">Fuente, como la llaman los puestos</translation>
</message>
<message>
<source>Stands by itself where these are hit</source>
<translation type="unfinished">Aparece solo donde estos están afectados</translation>
</message>
<message>
<source>Stands for these customers</source>
<translation type="unfinished">Aparece para estos clientes</translation>
</message>
<message>
<source>State document every</source>
<translation type="unfinished">Documento de situación cada</translation>
</message>
<message>
<source>Step</source>
<translation type="unfinished">Paso</translation>
</message>
<message>
<source>Team</source>
<translation type="unfinished">Equipo</translation>
</message>
<message>
<source>Template</source>
<translation type="unfinished">Plantilla</translation>
</message>
<message>
<source>Text</source>
<translation type="unfinished">Texto</translation>
</message>
<message>
<source>Text; {{ what }} stands for a fact, […] is filled in by hand</source>
<translation type="unfinished">Texto; {{ qué }} está por un hecho, […] se rellena a mano</translation>
</message>
<message>
<source>The answer; {{ what }} stands for a fact</source>
<translation type="unfinished">La respuesta; {{ qué }} está por un hecho</translation>
</message>
<message>
<source>Then every</source>
<translation type="unfinished">Luego cada</translation>
</message>
<message>
<source>Think anew every</source>
<translation type="unfinished">Repensar cada</translation>
</message>
<message>
<source>Time called out every</source>
<translation type="unfinished">Tiempo avisado cada</translation>
</message>
<message>
<source>Title</source>
<translation type="unfinished">Título</translation>
</message>
<message>
<source>To</source>
<translation type="unfinished">A</translation>
</message>
<message>
<source>To whom</source>
<translation type="unfinished">A quién</translation>
</message>
<message>
<source>Told by</source>
<translation type="unfinished">Contado por</translation>
</message>
<message>
<source>Told in these languages, like de, fr</source>
<translation type="unfinished">Contado en estos idiomas, como de, fr</translation>
</message>
<message>
<source>Unit</source>
<translation type="unfinished">Unidad</translation>
</message>
<message>
<source>Urgent follow-ups within</source>
<translation type="unfinished">Seguimientos urgentes en</translation>
</message>
<message>
<source>Urgent, put off only for a short while</source>
<translation type="unfinished">Urgente, solo se aplaza poco tiempo</translation>
</message>
<message>
<source>Used by</source>
<translation type="unfinished">Usado por</translation>
</message>
<message>
<source>Wait for an answer</source>
<translation type="unfinished">Esperar una respuesta</translation>
</message>
<message>
<source>Ways to reach them, the first first</source>
<translation type="unfinished">Modos de localizarlos, el primero primero</translation>
</message>
<message>
<source>What belongs to it</source>
<translation type="unfinished">Lo que le pertenece</translation>
</message>
<message>
<source>What could go wrong</source>
<translation type="unfinished">Qué podría salir mal</translation>
</message>
<message>
<source>What is shown first, in this order</source>
<translation type="unfinished">Qué se muestra primero, en este orden</translation>
</message>
<message>
<source>What it brings</source>
<translation type="unfinished">Qué aporta</translation>
</message>
<message>
<source>What it is asked</source>
<translation type="unfinished">Qué se le pregunta</translation>
</message>
<message>
<source>What it means for customers, in plain words</source>
<translation type="unfinished">Qué significa para los clientes, en palabras sencillas</translation>
</message>
<message>
<source>What it needs</source>
<translation type="unfinished">Qué necesita</translation>
</message>
<message>
<source>What monitors call it</source>
<translation type="unfinished">Cómo lo llaman los monitores</translation>
</message>
<message>
<source>What they feel</source>
<translation type="unfinished">Qué notan</translation>
</message>
<message>
<source>What to think of</source>
<translation type="unfinished">En qué pensar</translation>
</message>
<message>
<source>What to write instead</source>
<translation type="unfinished">Qué escribir en su lugar</translation>
</message>
<message>
<source>When</source>
<translation type="unfinished">Cuándo</translation>
</message>
<message>
<source>When it has to be told</source>
<translation type="unfinished">Cuándo hay que notificarlo</translation>
</message>
<message>
<source>When somebody asks</source>
<translation type="unfinished">Cuando alguien pregunta</translation>
</message>
<message>
<source>Where a link to it is</source>
<translation type="unfinished">Dónde hay un enlace a ello</translation>
</message>
<message>
<source>Where a link to its runbook is</source>
<translation type="unfinished">Dónde hay un enlace a su procedimiento</translation>
</message>
<message>
<source>Where in the JSON the list of alerts is, if it is one</source>
<translation type="unfinished">Dónde está en el JSON la lista de alertas, si lo es</translation>
</message>
<message>
<source>Where it is written</source>
<translation type="unfinished">Dónde está escrito</translation>
</message>
<message>
<source>Where it says how bad it is</source>
<translation type="unfinished">Dónde dice lo grave que es</translation>
</message>
<message>
<source>Where it says since when</source>
<translation type="unfinished">Dónde dice desde cuándo</translation>
</message>
<message>
<source>Where its state is</source>
<translation type="unfinished">Dónde está su estado</translation>
</message>
<message>
<source>Where its words are</source>
<translation type="unfinished">Dónde están sus palabras</translation>
</message>
<message>
<source>Where what tells one alert from others is</source>
<translation type="unfinished">Dónde está lo que distingue una alerta de otras</translation>
</message>
<message>
<source>Where; {number} is that of the incident</source>
<translation type="unfinished">Dónde; {number} es el del incidente</translation>
</message>
<message>
<source>While no shared database is in reach</source>
<translation type="unfinished">Mientras no haya base de datos compartida al alcance</translation>
</message>
<message>
<source>Who is affected</source>
<translation type="unfinished">A quién afecta</translation>
</message>
<message>
<source>Who is called, the first first</source>
<translation type="unfinished">A quién se llama, el primero primero</translation>
</message>
<message>
<source>Whose, if several</source>
<translation type="unfinished">De quién, si hay varios</translation>
</message>
<message>
<source>Within days</source>
<translation type="unfinished">En días</translation>
</message>
<message>
<source>Words</source>
<translation type="unfinished">Palabras</translation>
</message>
<message>
<source>a day, like 2026-03-31</source>
<translation type="unfinished">un día, como 2026-03-31</translation>
</message>
<message>
<source>a lesson, or the number of an incident</source>
<translation type="unfinished">una lección, o el número de un incidente</translation>
</message>
<message>
<source>blames</source>
<translation type="unfinished">culpa</translation>
</message>
<message>
<source>business days</source>
<translation type="unfinished">días laborables</translation>
</message>
<message>
<source>calendar days</source>
<translation type="unfinished">días naturales</translation>
</message>
<message>
<source>in characters</source>
<translation type="unfinished">en caracteres</translation>
</message>
<message>
<source>leaks</source>
<translation type="unfinished">revela</translation>
</message>
<message>
<source>no</source>
<translation type="unfinished">no</translation>
</message>
<message>
<source>none</source>
<translation type="unfinished">ninguno</translation>
</message>
<message>
<source>nothing goes out</source>
<translation type="unfinished">no sale nada</translation>
</message>
<message>
<source>promises too much</source>
<translation type="unfinished">promete demasiado</translation>
</message>
<message>
<source>the declaration</source>
<translation type="unfinished">la declaración</translation>
</message>
<message>
<source>when it began</source>
<translation type="unfinished">cuándo empezó</translation>
</message>
<message>
<source>when it was known here</source>
<translation type="unfinished">cuándo se supo aquí</translation>
</message>
<message>
<source>with a second person as witness</source>
<translation type="unfinished">con una segunda persona como testigo</translation>
</message>
<message>
<source>yes</source>
<translation type="unfinished">sí</translation>
</message>
<message>
<source>… and not later than</source>
<translation type="unfinished">… y no más tarde de</translation>
</message>
<message>
<source>… at most for</source>
<translation type="unfinished">… como mucho durante</translation>
</message>
<message>
<source>… each within</source>
<translation type="unfinished">… cada uno en</translation>
</message>
<message>
<source>… later every</source>
<translation type="unfinished">… después cada</translation>
</message>
<message>
<source>… so often for</source>
<translation type="unfinished">… tantas veces durante</translation>
</message>
<message>
<source>… the urgent at most for</source>
<translation type="unfinished">… los urgentes como mucho durante</translation>
</message>
<message>
<source>… until it holds for</source>
<translation type="unfinished">… hasta que aguante</translation>
</message>
<message>
<source>… within</source>
<translation type="unfinished">… en</translation>
</message>
</context>
<context>
<name>PlanRoom</name>
<message>
<source>1 change in words, not lines</source>
<translation type="unfinished">1 cambio de palabras, no de líneas</translation>
</message>
<message>
<source>As long as it cannot be taken apart, there is nothing to show in a form. Nothing of it is lost.</source>
<translation type="unfinished">Mientras no se pueda descomponer, no hay nada que mostrar en un formulario. No se pierde nada.</translation>
</message>
<message>
<source>Draft against the other draft</source>
<translation type="unfinished">Borrador frente al otro borrador</translation>
</message>
<message>
<source>Draft against the version in force</source>
<translation type="unfinished">Borrador frente a la versión vigente</translation>
</message>
<message>
<source>Draft against version {version}</source>
<translation type="unfinished">Borrador frente a la versión {version}</translation>
</message>
<message>
<source>Text</source>
<translation type="unfinished">Texto</translation>
</message>
<message>
<source>That plan is the draft now. What was here before comes back with the arrow above the text.</source>
<translation type="unfinished">Ese plan es ahora el borrador. Lo que había aquí vuelve con la flecha sobre el texto.</translation>
</message>
<message>
<source>The same plan as text (Ctrl+E)</source>
<translation type="unfinished">El mismo plan como texto (Ctrl+E)</translation>
</message>
<message>
<source>The text is no plan at the moment</source>
<translation type="unfinished">El texto no es un plan por ahora</translation>
</message>
<message>
<source>To the mistake</source>
<translation type="unfinished">Al error</translation>
</message>
<message>
<source>as of the last text without a mistake</source>
<translation type="unfinished">según el último texto sin errores</translation>
</message>
<message>
<source>{count} changes in words, not lines</source>
<translation type="unfinished">{count} cambios de palabras, no de líneas</translation>
</message>
</context>
<context>
<name>PlanSections</name>
<message>
<source>Alerts</source>
<translation type="unfinished">Alertas</translation>
</message>
<message>
<source>Alerts as JSON</source>
<translation type="unfinished">Alertas como JSON</translation>
</message>
<message>
<source>Answers if asked</source>
<translation type="unfinished">Respuestas si preguntan</translation>
</message>
<message>
<source>Approvals</source>
<translation type="unfinished">Aprobaciones</translation>
</message>
<message>
<source>At some severities otherwise</source>
<translation type="unfinished">En algunas gravedades de otro modo</translation>
</message>
<message>
<source>Audiences</source>
<translation type="unfinished">Públicos</translation>
</message>
<message>
<source>Bridges, links</source>
<translation type="unfinished">Puentes, enlaces</translation>
</message>
<message>
<source>Cadences, clocks</source>
<translation type="unfinished">Cadencias, relojes</translation>
</message>
<message>
<source>Channels</source>
<translation type="unfinished">Canales</translation>
</message>
<message>
<source>Checklist</source>
<translation type="unfinished">Lista de control</translation>
</message>
<message>
<source>Classes of factors</source>
<translation type="unfinished">Clases de factores</translation>
</message>
<message>
<source>Contacts</source>
<translation type="unfinished">Contactos</translation>
</message>
<message>
<source>Customer groups</source>
<translation type="unfinished">Grupos de clientes</translation>
</message>
<message>
<source>Declare if any of these</source>
<translation type="unfinished">Declarar si ocurre alguno</translation>
</message>
<message>
<source>Escalation</source>
<translation type="unfinished">Escalada</translation>
</message>
<message>
<source>First tasks</source>
<translation type="unfinished">Primeras tareas</translation>
</message>
<message>
<source>If nobody answers</source>
<translation type="unfinished">Si nadie responde</translation>
</message>
<message>
<source>Ladders of contacts</source>
<translation type="unfinished">Escaleras de contactos</translation>
</message>
<message>
<source>Legal notifications</source>
<translation type="unfinished">Notificaciones legales</translation>
</message>
<message>
<source>Name, when to declare</source>
<translation type="unfinished">Nombre, cuándo declarar</translation>
</message>
<message>
<source>On call</source>
<translation type="unfinished">Guardia</translation>
</message>
<message>
<source>Regions</source>
<translation type="unfinished">Regiones</translation>
</message>
<message>
<source>Review</source>
<translation type="unfinished">Revisión</translation>
</message>
<message>
<source>Review meeting</source>
<translation type="unfinished">Reunión de revisión</translation>
</message>
<message>
<source>Roles, duties</source>
<translation type="unfinished">Roles, deberes</translation>
</message>
<message>
<source>Runbooks</source>
<translation type="unfinished">Procedimientos</translation>
</message>
<message>
<source>Rungs, the first first</source>
<translation type="unfinished">Peldaños, el primero primero</translation>
</message>
<message>
<source>Sending</source>
<translation type="unfinished">Enviando</translation>
</message>
<message>
<source>Services, owners</source>
<translation type="unfinished">Servicios, responsables</translation>
</message>
<message>
<source>Severities, triggers</source>
<translation type="unfinished">Gravedades, desencadenantes</translation>
</message>
<message>
<source>Steps</source>
<translation type="unfinished">Pasos</translation>
</message>
<message>
<source>Templates</source>
<translation type="unfinished">Plantillas</translation>
</message>
<message>
<source>Translations</source>
<translation type="unfinished">Traducciones</translation>
</message>
<message>
<source>Watched series</source>
<translation type="unfinished">Series vigiladas</translation>
</message>
<message>
<source>What comes first</source>
<translation type="unfinished">Qué va primero</translation>
</message>
<message>
<source>Words not to use</source>
<translation type="unfinished">Palabras que no usar</translation>
</message>
</context>
<context>
<name>PlanText</name>
<message>
<source>A plan has at most {limit} KiB; what you paste would make it longer.</source>
<translation type="unfinished">Un plan tiene como mucho {limit} KiB; lo que pega lo haría más largo.</translation>
</message>
<message>
<source>The plan as text</source>
<translation type="unfinished">El plan como texto</translation>
</message>
</context>
<context>
<name>Presence</name>
<message>
<source>{name} answers a question</source>
<translation type="unfinished">{name} responde una pregunta</translation>
</message>
<message>
<source>{name} answers for a task</source>
<translation type="unfinished">{name} responde por una tarea</translation>
</message>
<message>
<source>{name} changes the impact</source>
<translation type="unfinished">{name} cambia el impacto</translation>
</message>
<message>
<source>{name} changes the severity</source>
<translation type="unfinished">{name} cambia la gravedad</translation>
</message>
<message>
<source>{name} changes the state</source>
<translation type="unfinished">{name} cambia el estado</translation>
</message>
<message>
<source>{name} changes the title</source>
<translation type="unfinished">{name} cambia el título</translation>
</message>
<message>
<source>{name} corrects a line</source>
<translation type="unfinished">{name} corrige una línea</translation>
</message>
<message>
<source>{name} gives a task</source>
<translation type="unfinished">{name} da una tarea</translation>
</message>
<message>
<source>{name} hands the whole room over</source>
<translation type="unfinished">{name} traspasa toda la sala</translation>
</message>
<message>
<source>{name} looks at a course of action</source>
<translation type="unfinished">{name} mira una medida</translation>
</message>
<message>
<source>{name} looks at a decision again</source>
<translation type="unfinished">{name} vuelve a mirar una decisión</translation>
</message>
<message>
<source>{name} looks at a fact</source>
<translation type="unfinished">{name} mira un hecho</translation>
</message>
<message>
<source>{name} proposes a course of action</source>
<translation type="unfinished">{name} propone una medida</translation>
</message>
<message>
<source>{name} reads a message</source>
<translation type="unfinished">{name} lee un mensaje</translation>
</message>
<message>
<source>{name} reads an offer of a role</source>
<translation type="unfinished">{name} lee la oferta de un rol</translation>
</message>
<message>
<source>{name} sends a message by hand</source>
<translation type="unfinished">{name} envía un mensaje a mano</translation>
</message>
<message>
<source>{name} writes a handover</source>
<translation type="unfinished">{name} escribe un traspaso</translation>
</message>
<message>
<source>{name} writes a line</source>
<translation type="unfinished">{name} escribe una línea</translation>
</message>
<message>
<source>{name} writes a message</source>
<translation type="unfinished">{name} escribe un mensaje</translation>
</message>
<message>
<source>{name} writes down a decision</source>
<translation type="unfinished">{name} anota una decisión</translation>
</message>
<message>
<source>{name}, at the communications</source>
<translation type="unfinished">{name}, en la comunicación</translation>
</message>
<message>
<source>{name}, at the courses of action</source>
<translation type="unfinished">{name}, en las medidas</translation>
</message>
<message>
<source>{name}, at the fact sheet</source>
<translation type="unfinished">{name}, en la hoja de hechos</translation>
</message>
<message>
<source>{name}, at the header</source>
<translation type="unfinished">{name}, en la cabecera</translation>
</message>
<message>
<source>{name}, at the impact</source>
<translation type="unfinished">{name}, en el impacto</translation>
</message>
<message>
<source>{name}, at the investigations</source>
<translation type="unfinished">{name}, en las investigaciones</translation>
</message>
<message>
<source>{name}, at the linked incidents</source>
<translation type="unfinished">{name}, en los incidentes enlazados</translation>
</message>
<message>
<source>{name}, at the roles</source>
<translation type="unfinished">{name}, en los roles</translation>
</message>
<message>
<source>{name}, at the tasks</source>
<translation type="unfinished">{name}, en las tareas</translation>
</message>
<message>
<source>{name}, at the timeline</source>
<translation type="unfinished">{name}, en la cronología</translation>
</message>
<message>
<source>{name}, at what is due</source>
<translation type="unfinished">{name}, en lo que vence</translation>
</message>
<message>
<source>{name}, at what waits to be adopted</source>
<translation type="unfinished">{name}, en lo que espera adopción</translation>
</message>
<message>
<source>{name}, at who may know</source>
<translation type="unfinished">{name}, en quién puede saberlo</translation>
</message>
<message>
<source>{name}, in this incident</source>
<translation type="unfinished">{name}, en este incidente</translation>
</message>
</context>
<context>
<name>PresenceRow</name>
<message>
<source>seen {clock}</source>
<translation type="unfinished">visto {clock}</translation>
</message>
</context>
<context>
<name>PromiseWords</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>Nothing is promised</source>
<translation type="unfinished">No hay nada prometido</translation>
</message>
<message>
<source>Promised every {span}</source>
<translation type="unfinished">Prometido cada {span}</translation>
</message>
<message>
<source>due {clock}</source>
<translation type="unfinished">vence {clock}</translation>
</message>
<message>
<source>every {span}</source>
<translation type="unfinished">cada {span}</translation>
</message>
<message>
<source>first by {clock}</source>
<translation type="unfinished">primero antes de {clock}</translation>
</message>
<message>
<source>late</source>
<translation type="unfinished">tarde</translation>
</message>
<message>
<source>left</source>
<translation type="unfinished">restan</translation>
</message>
<message>
<source>never told</source>
<translation type="unfinished">nunca contado</translation>
</message>
<message>
<source>next {clock}</source>
<translation type="unfinished">próxima {clock}</translation>
</message>
<message>
<source>none</source>
<translation type="unfinished">ninguno</translation>
</message>
<message>
<source>nothing sent yet</source>
<translation type="unfinished">aún nada enviado</translation>
</message>
<message>
<source>silent: {names}</source>
<translation type="unfinished">en silencio: {names}</translation>
</message>
<message>
<source>told</source>
<translation type="unfinished">contado</translation>
</message>
<message>
<source>{audience}: {due}</source>
<translation type="unfinished">{audience}: {due}</translation>
</message>
<message>
<source>{clock} missed by {span}</source>
<translation type="unfinished">{clock} faltado por {span}</translation>
</message>
<message>
<source>{clock}: {words}</source>
<translation type="unfinished">{clock}: {words}</translation>
</message>
<message>
<source>{kept} kept, {missed} missed</source>
<translation type="unfinished">{kept} cumplidas, {missed} faltadas</translation>
</message>
<message>
<source>{kept} of {all} kept</source>
<translation type="unfinished">{kept} de {all} cumplidas</translation>
</message>
<message>
<source>{name} due {clock}</source>
<translation type="unfinished">{name} vence {clock}</translation>
</message>
<message>
<source>{name} was due {clock}</source>
<translation type="unfinished">{name} vencía {clock}</translation>
</message>
</context>
<context>
<name>ProposeDialog</name>
<message>
<source>@operations manager 3m Stop writes to db1 (read back)
@Maya 10m Promote db2 (hold)</source>
<translation type="unfinished">@operations manager 3m Parar las escrituras en db1 (read back)
@Maya 10m Promover db2 (hold)</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Fail back once the old primary has caught up</source>
<translation type="unfinished">Volver a la principal antigua cuando se haya puesto al día</translation>
</message>
<message>
<source>Fail over to the standby</source>
<translation type="unfinished">Pasar a la de reserva</translation>
</message>
<message>
<source>From a runbook</source>
<translation type="unfinished">De un procedimiento</translation>
</message>
<message>
<source>From a runbook of the plan</source>
<translation type="unfinished">De un procedimiento del plan</translation>
</message>
<message>
<source>How it is undone</source>
<translation type="unfinished">Cómo se deshace</translation>
</message>
<message>
<source>How long it takes</source>
<translation type="unfinished">Cuánto tarda</translation>
</message>
<message>
<source>If somebody else says it: who</source>
<translation type="unfinished">Si lo dice otra persona: quién</translation>
</message>
<message>
<source>No runbook: free</source>
<translation type="unfinished">Sin procedimiento: libre</translation>
</message>
<message>
<source>Nothing is done before whoever leads approves it</source>
<translation type="unfinished">No se hace nada antes de que lo apruebe quien dirige</translation>
</message>
<message>
<source>Propose</source>
<translation type="unfinished">Proponer</translation>
</message>
<message>
<source>Propose a course of action</source>
<translation type="unfinished">Proponer una medida</translation>
</message>
<message>
<source>Said by</source>
<translation type="unfinished">Dicho por</translation>
</message>
<message>
<source>Steps</source>
<translation type="unfinished">Pasos</translation>
</message>
<message>
<source>Steps, one a line</source>
<translation type="unfinished">Pasos, uno por línea</translation>
</message>
<message>
<source>Two people, and a disk of 2 TB</source>
<translation type="unfinished">Dos personas y un disco de 2 TB</translation>
</message>
<message>
<source>What could go wrong</source>
<translation type="unfinished">Qué podría salir mal</translation>
</message>
<message>
<source>What had not reached the standby is lost</source>
<translation type="unfinished">Lo que no había llegado a la de reserva se perdió</translation>
</message>
<message>
<source>What is done</source>
<translation type="unfinished">Qué se hace</translation>
</message>
<message>
<source>What it brings</source>
<translation type="unfinished">Qué aporta</translation>
</message>
<message>
<source>What it needs</source>
<translation type="unfinished">Qué necesita</translation>
</message>
<message>
<source>Writes work again within minutes</source>
<translation type="unfinished">Se vuelve a escribir en minutos</translation>
</message>
<message>
<source>not known</source>
<translation type="unfinished">no se sabe</translation>
</message>
<message>
<source>one a line: @who 10m what (read back) (hold) (if …)</source>
<translation type="unfinished">uno por línea: @quién 10m qué (read back) (hold) (if …)</translation>
</message>
</context>
<context>
<name>PublicYes</name>
<message>
<source>Everybody may know of it: {channels}</source>
<translation type="unfinished">Todos pueden saberlo: {channels}</translation>
</message>
</context>
<context>
<name>Publishing</name>
<message>
<source>1 change</source>
<translation type="unfinished">1 cambio</translation>
</message>
<message>
<source>1 contact unchecked</source>
<translation type="unfinished">1 contacto sin comprobar</translation>
</message>
<message>
<source>1 mistake is to be mended first.</source>
<translation type="unfinished">1 error hay que corregirlo antes.</translation>
</message>
<message>
<source>1 mistake to mend first</source>
<translation type="unfinished">1 error que corregir antes</translation>
</message>
<message>
<source>; nobody to call yet</source>
<translation type="unfinished">; aún nadie a quien llamar</translation>
</message>
<message>
<source>Changes</source>
<translation type="unfinished">Cambios</translation>
</message>
<message>
<source>Compare with what is in force now</source>
<translation type="unfinished">Comparar con lo vigente ahora</translation>
</message>
<message>
<source>Everyone reachable</source>
<translation type="unfinished">Todos localizables</translation>
</message>
<message>
<source>Give up the draft</source>
<translation type="unfinished">Renunciar al borrador</translation>
</message>
<message>
<source>Publish</source>
<translation type="unfinished">Publicar</translation>
</message>
<message>
<source>Published: it is in force from now on. Incidents that run keep their version.</source>
<translation type="unfinished">Publicado: vale desde ahora. Los incidentes en curso conservan su versión.</translation>
</message>
<message>
<source>Say why: whoever reads the record later will ask.</source>
<translation type="unfinished">Diga por qué: quien lea el registro después lo preguntará.</translation>
</message>
<message>
<source>Text</source>
<translation type="unfinished">Texto</translation>
</message>
<message>
<source>The text is being read.</source>
<translation type="unfinished">El texto se está leyendo.</translation>
</message>
<message>
<source>This is the plan in force; change something first.</source>
<translation type="unfinished">Este es el plan vigente; cambie algo antes.</translation>
</message>
<message>
<source>Why? It is kept on the record</source>
<translation type="unfinished">¿Por qué? Se guarda en el registro</translation>
</message>
<message>
<source>nothing wrong with it</source>
<translation type="unfinished">nada mal en ello</translation>
</message>
<message>
<source>told once the text is sound</source>
<translation type="unfinished">se dice cuando el texto esté sano</translation>
</message>
<message>
<source>{count} changes</source>
<translation type="unfinished">{count} cambios</translation>
</message>
<message>
<source>{count} contacts unchecked</source>
<translation type="unfinished">{count} contactos sin comprobar</translation>
</message>
<message>
<source>{count} mistakes are to be mended first.</source>
<translation type="unfinished">{count} errores hay que corregirlos antes.</translation>
</message>
<message>
<source>{count} mistakes to mend first</source>
<translation type="unfinished">{count} errores que corregir antes</translation>
</message>
<message>
<source>{count} of {limit}</source>
<translation type="unfinished">{count} de {limit}</translation>
</message>
<message>
<source>{name} published another version while this was written: “{reason}”. Compare with it first.</source>
<translation type="unfinished">{name} publicó otra versión mientras se escribía esto: «{reason}». Compare con ella antes.</translation>
</message>
<message>
<source>{roles} roles, {deputies} with a deputy</source>
<translation type="unfinished">{roles} roles, {deputies} con suplente</translation>
</message>
<message>
<source>{why}. What you write here stays a draft.</source>
<translation type="unfinished">{why}. Lo que escriba aquí queda como borrador.</translation>
</message>
</context>
<context>
<name>QrSquares</name>
<message>
<source>The words as a QR code</source>
<translation type="unfinished">Las palabras como código QR</translation>
</message>
</context>
<context>
<name>QuestionsPanel</name>
<message>
<source> and </source>
<translation type="unfinished"> y </translation>
</message>
<message>
<source>1 of {all} has no owner</source>
<translation type="unfinished">1 de {all} no tiene responsable</translation>
</message>
<message>
<source>Add an open question</source>
<translation type="unfinished">Añadir una pregunta abierta</translation>
</message>
<message>
<source>Open questions</source>
<translation type="unfinished">Preguntas abiertas</translation>
</message>
<message>
<source>What is not known yet</source>
<translation type="unfinished">Qué no se sabe aún</translation>
</message>
<message>
<source>found out</source>
<translation type="unfinished">averiguado</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">nadie</translation>
</message>
<message>
<source>nobody yet</source>
<translation type="unfinished">aún nadie</translation>
</message>
<message>
<source>none asked yet</source>
<translation type="unfinished">aún ninguna preguntada</translation>
</message>
<message>
<source>{count} of {all} have no owner</source>
<translation type="unfinished">{count} de {all} sin responsable</translation>
</message>
<message>
<source>{names} at once: say who</source>
<translation type="unfinished">{names} a la vez: diga quién</translation>
</message>
</context>
<context>
<name>ReachingDialog</name>
<message>
<source>Answered</source>
<translation type="unfinished">Respondida</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Each answer stands on the record, and is a check of the contact</source>
<translation type="unfinished">Cada respuesta está en el registro y comprueba el contacto</translation>
</message>
<message>
<source>No answer</source>
<translation type="unfinished">Sin respuesta</translation>
</message>
<message>
<source>Test 1 on call</source>
<translation type="unfinished">Probar 1 de guardia</translation>
</message>
<message>
<source>Test {count} on call</source>
<translation type="unfinished">Probar {count} de guardia</translation>
</message>
<message>
<source>They read that it is only a test. Who is not reached by the desk is called by hand: say what came of it.</source>
<translation type="unfinished">Leen que es solo una prueba. A quien el puesto no alcanza se le llama a mano: diga qué salió.</translation>
</message>
<message>
<source>Who answers?</source>
<translation type="unfinished">¿Quién responde?</translation>
</message>
<message>
<source>never tested</source>
<translation type="unfinished">nunca probado</translation>
</message>
<message>
<source>not on call now; {ways}</source>
<translation type="unfinished">ahora sin guardia; {ways}</translation>
</message>
<message>
<source>the plan has no way to reach them</source>
<translation type="unfinished">el plan no tiene modo de localizarlos</translation>
</message>
</context>
<context>
<name>ReceivedDialog</name>
<message>
<source>Each stands in the timeline</source>
<translation type="unfinished">Cada uno está en la cronología</translation>
</message>
<message>
<source>They have it</source>
<translation type="unfinished">Lo tienen</translation>
</message>
<message>
<source>Who has it?</source>
<translation type="unfinished">¿Quién lo tiene?</translation>
</message>
<message>
<source>Who said so there</source>
<translation type="unfinished">Quién lo dijo allí</translation>
</message>
<message>
<source>Who said so there; may stay empty</source>
<translation type="unfinished">Quién lo dijo allí; puede quedar vacío</translation>
</message>
<message>
<source>Who says so?</source>
<translation type="unfinished">¿Quién lo dice?</translation>
</message>
</context>
<context>
<name>RecordNeeds</name>
<message>
<source>1 fault in the record</source>
<translation type="unfinished">1 fallo en el registro</translation>
</message>
<message>
<source>1 line is not saved</source>
<translation type="unfinished">1 línea no está guardada</translation>
</message>
<message>
<source>This disk refused the last save</source>
<translation type="unfinished">Este disco rechazó el último guardado</translation>
</message>
<message>
<source>declare</source>
<translation type="unfinished">declarar</translation>
</message>
<message>
<source>show</source>
<translation type="unfinished">mostrar</translation>
</message>
<message>
<source>{count} alerts are nobody's</source>
<translation type="unfinished">{count} alertas no son de nadie</translation>
</message>
<message>
<source>{count} faults in the record</source>
<translation type="unfinished">{count} fallos en el registro</translation>
</message>
<message>
<source>{count} lines are not saved</source>
<translation type="unfinished">{count} líneas no están guardadas</translation>
</message>
<message>
<source>{title} is nobody's</source>
<translation type="unfinished">{title} no es de nadie</translation>
</message>
</context>
<context>
<name>RefusedDialog</name>
<message>
<source>A witness said yes while the shared database was away. When it could be asked again, it refused: its rule, or the level of the witness, did not allow it.</source>
<translation type="unfinished">Un testigo dijo sí mientras la base de datos compartida no estaba. Cuando se le pudo preguntar, se negó: su regla, o el nivel del testigo, no lo permitía.</translation>
</message>
<message>
<source>It stays in the timeline as it was</source>
<translation type="unfinished">Queda en la cronología como estaba</translation>
</message>
<message>
<source>It went out without acceptance</source>
<translation type="unfinished">Salió sin aceptación</translation>
</message>
<message>
<source>That is settled</source>
<translation type="unfinished">Eso está resuelto</translation>
</message>
<message>
<source>What came of it</source>
<translation type="unfinished">Qué salió</translation>
</message>
<message>
<source>What came of it?</source>
<translation type="unfinished">¿Qué salió?</translation>
</message>
<message>
<source>Who was told, what was put right</source>
<translation type="unfinished">A quién se dijo, qué se corrigió</translation>
</message>
<message>
<source>Write what puts it right</source>
<translation type="unfinished">Escribir lo que lo corrige</translation>
</message>
</context>
<context>
<name>RegionChoice</name>
<message>
<source>A region; Enter adds it</source>
<translation type="unfinished">Una región; Enter la añade</translation>
</message>
<message>
<source>Another region</source>
<translation type="unfinished">Otra región</translation>
</message>
</context>
<context>
<name>ReportActs</name>
<message>
<source>No incident is open that it could be the same issue as: declare one first.</source>
<translation type="unfinished">No hay ningún incidente abierto del que pudiera ser el mismo problema: declare uno antes.</translation>
</message>
<message>
<source>None of these failed for certain: answer anew what must be told again.</source>
<translation type="unfinished">Ninguna de estas falló con certeza: responda de nuevo lo que haya que repetir.</translation>
</message>
<message>
<source>Write first what they are told.</source>
<translation type="unfinished">Escriba antes lo que se les dice.</translation>
</message>
</context>
<context>
<name>ReportBulk</name>
<message>
<source>Confirm what is suggested for these, and write the answer down (C)</source>
<translation type="unfinished">Confirmar lo sugerido para estos y anotar la respuesta (C)</translation>
</message>
<message>
<source>Confirm {count}</source>
<translation type="unfinished">Confirmar {count}</translation>
</message>
<message>
<source>Declare an incident, filled in with this (Alt+D)</source>
<translation type="unfinished">Declarar un incidente, rellenado con esto (Alt+D)</translation>
</message>
<message>
<source>Declare…</source>
<translation type="unfinished">Declarar…</translation>
</message>
<message>
<source>Look…</source>
<translation type="unfinished">Mirar…</translation>
</message>
<message>
<source>Send these once more by e-mail (M)</source>
<translation type="unfinished">Enviar estos otra vez por correo (M)</translation>
</message>
<message>
<source>Send {count} again</source>
<translation type="unfinished">Enviar {count} otra vez</translation>
</message>
<message>
<source>Tick them</source>
<translation type="unfinished">Márquelos</translation>
</message>
<message>
<source>Tick those that look like the same issue, or take the ticks away (T)</source>
<translation type="unfinished">Marcar los que parecen el mismo problema, o quitar las marcas (T)</translation>
</message>
<message>
<source>{count} of {all} look like the same issue</source>
<translation type="unfinished">{count} de {all} parecen el mismo problema</translation>
</message>
<message>
<source>{count} ticked</source>
<translation type="unfinished">{count} marcados</translation>
</message>
</context>
<context>
<name>ReportHeaps</name>
<message>
<source>From where</source>
<translation type="unfinished">De dónde</translation>
</message>
<message>
<source>How they reach us</source>
<translation type="unfinished">Cómo nos localizan</translation>
</message>
<message>
<source>No incident is shown</source>
<translation type="unfinished">No se muestra ningún incidente</translation>
</message>
<message>
<source>Not said</source>
<translation type="unfinished">Sin decir</translation>
</message>
<message>
<source>Others</source>
<translation type="unfinished">Otros</translation>
</message>
<message>
<source>Reports</source>
<translation type="unfinished">Reportes</translation>
</message>
<message>
<source>Reports by region</source>
<translation type="unfinished">Reportes por región</translation>
</message>
<message>
<source>Reports by service</source>
<translation type="unfinished">Reportes por servicio</translation>
</message>
<message>
<source>Which service</source>
<translation type="unfinished">Qué servicio</translation>
</message>
<message>
<source>Who knew first</source>
<translation type="unfinished">Quién lo supo antes</translation>
</message>
<message>
<source>by e-mail</source>
<translation type="unfinished">por correo</translation>
</message>
<message>
<source>just now</source>
<translation type="unfinished">ahora mismo</translation>
</message>
<message>
<source>last 24 hours</source>
<translation type="unfinished" />
</message>
<message>
<source>oldest {minutes} min</source>
<translation type="unfinished">el más antiguo {minutes} min</translation>
</message>
<message>
<source>{count} answered</source>
<translation type="unfinished">{count} respondieron</translation>
</message>
<message>
<source>{count} turned away unread: floods</source>
<translation type="unfinished">{count} rechazados sin leer: avalanchas</translation>
</message>
<message>
<source>{count} with support</source>
<translation type="unfinished">{count} en soporte</translation>
</message>
<message>
<source>{minutes} min ago</source>
<translation type="unfinished">hace {minutes} min</translation>
</message>
</context>
<context>
<name>ReportLine</name>
<message>
<source>How to reach them</source>
<translation type="unfinished">Cómo contactarlos</translation>
</message>
<message>
<source>Is it us?</source>
<translation type="unfinished">¿Somos nosotros?</translation>
</message>
<message>
<source>Keep as report</source>
<translation type="unfinished">Guardar como reporte</translation>
</message>
<message>
<source>Region</source>
<translation type="unfinished">Región</translation>
</message>
<message>
<source>Service</source>
<translation type="unfinished">Servicio</translation>
</message>
<message>
<source>What the caller says</source>
<translation type="unfinished">Qué dice quien llama</translation>
</message>
<message>
<source>Where?</source>
<translation type="unfinished">¿Dónde?</translation>
</message>
<message>
<source>Which service?</source>
<translation type="unfinished">¿Qué servicio?</translation>
</message>
<message>
<source>judged while you type, also with no network</source>
<translation type="unfinished">se valora mientras escribe, también sin red</translation>
</message>
<message>
<source>phone or e-mail</source>
<translation type="unfinished">teléfono o correo</translation>
</message>
<message>
<source>say “{words}”</source>
<translation type="unfinished">decir «{words}»</translation>
</message>
<message>
<source>what the caller says, in their words</source>
<translation type="unfinished">qué dice quien llama, con sus palabras</translation>
</message>
</context>
<context>
<name>ReportModel</name>
<message>
<source>At</source>
<translation type="unfinished">A las</translation>
</message>
<message>
<source>Because</source>
<translation type="unfinished">Porque</translation>
</message>
<message>
<source>Region</source>
<translation type="unfinished">Región</translation>
</message>
<message>
<source>Service</source>
<translation type="unfinished">Servicio</translation>
</message>
<message>
<source>Suggested</source>
<translation type="unfinished">Sugerido</translation>
</message>
<message>
<source>What they say</source>
<translation type="unfinished">Qué dicen</translation>
</message>
</context>
<context>
<name>ReportRate</name>
<message>
<source>Reports per minute</source>
<translation type="unfinished">Reportes por minuto</translation>
</message>
<message>
<source>last minute {count}, usual at this hour {usual}</source>
<translation type="unfinished">último minuto {count}, habitual a esta hora {usual}</translation>
</message>
</context>
<context>
<name>ReportSheet</name>
<message>
<source>Answer</source>
<translation type="unfinished">Respuesta</translation>
</message>
<message>
<source>From approved words</source>
<translation type="unfinished">De palabras aprobadas</translation>
</message>
<message>
<source>Hand on to support</source>
<translation type="unfinished">Pasar a soporte</translation>
</message>
<message>
<source>No approved words went out yet: write what they are told.</source>
<translation type="unfinished">Aún no salieron palabras aprobadas: escriba lo que se les dice.</translation>
</message>
<message>
<source>No report is chosen</source>
<translation type="unfinished">No hay ningún reporte elegido</translation>
</message>
<message>
<source>Only answer</source>
<translation type="unfinished">Solo responder</translation>
</message>
<message>
<source>Report {number}</source>
<translation type="unfinished">Reporte {number}</translation>
</message>
<message>
<source>Same issue, answer</source>
<translation type="unfinished">Mismo problema, responder</translation>
</message>
<message>
<source>Say that it is the same issue, and write the answer down (Ctrl+Enter)</source>
<translation type="unfinished">Decir que es el mismo problema y anotar la respuesta (Ctrl+Enter)</translation>
</message>
<message>
<source>Support looks after it from now on, by e-mail where the plan says so (H)</source>
<translation type="unfinished">Desde ahora se ocupa soporte, por correo donde lo diga el plan (H)</translation>
</message>
<message>
<source>The incident that it is the same issue as</source>
<translation type="unfinished">El incidente del que es el mismo problema</translation>
</message>
<message>
<source>Two desks said two things of it at once: say which holds.</source>
<translation type="unfinished">Dos puestos dijeron dos cosas a la vez: diga cuál vale.</translation>
</message>
<message>
<source>What they are told</source>
<translation type="unfinished">Qué se les dice</translation>
</message>
<message>
<source>What we know against what they say</source>
<translation type="unfinished">Lo que sabemos frente a lo que dicen</translation>
</message>
<message>
<source>Write down that they were told this (A)</source>
<translation type="unfinished">Anotar que se les dijo esto (A)</translation>
</message>
<message>
<source>Your verdict</source>
<translation type="unfinished">Su veredicto</translation>
</message>
<message>
<source>fits</source>
<translation type="unfinished">encaja</translation>
</message>
<message>
<source>no incident is open</source>
<translation type="unfinished">no hay ningún incidente abierto</translation>
</message>
<message>
<source>open</source>
<translation type="unfinished">abierto</translation>
</message>
<message>
<source>speaks against it</source>
<translation type="unfinished">habla en contra</translation>
</message>
<message>
<source>suggested: {verdict}</source>
<translation type="unfinished">sugerido: {verdict}</translation>
</message>
<message>
<source>told: {words}</source>
<translation type="unfinished">contado: {words}</translation>
</message>
<message>
<source>with {name} since then</source>
<translation type="unfinished">con {name} desde entonces</translation>
</message>
<message>
<source>{count} of {all} fit</source>
<translation type="unfinished">{count} de {all} encajan</translation>
</message>
</context>
<context>
<name>Reports</name>
<message>
<source>1 mail about a report did not arrive</source>
<translation type="unfinished">1 correo sobre un reporte no llegó</translation>
</message>
<message>
<source>1 report</source>
<translation type="unfinished">1 reporte</translation>
</message>
<message>
<source>1 subscriber of the status page missed an update</source>
<translation type="unfinished">1 suscriptor de la página de estado se perdió una novedad</translation>
</message>
<message>
<source>A customer, by {span}</source>
<translation type="unfinished">Un cliente, por {span}</translation>
</message>
<message>
<source>Account</source>
<translation type="unfinished">Cuenta</translation>
</message>
<message>
<source>Declared</source>
<translation type="unfinished">Declarado</translation>
</message>
<message>
<source>E-mail</source>
<translation type="unfinished">Correo</translation>
</message>
<message>
<source>Files</source>
<translation type="unfinished">Archivos</translation>
</message>
<message>
<source>First alert</source>
<translation type="unfinished">Primera alerta</translation>
</message>
<message>
<source>First public words</source>
<translation type="unfinished">Primeras palabras públicas</translation>
</message>
<message>
<source>First report</source>
<translation type="unfinished">Primer reporte</translation>
</message>
<message>
<source>Form on the page</source>
<translation type="unfinished">Formulario en la página</translation>
</message>
<message>
<source>Harm begins</source>
<translation type="unfinished">Empieza el daño</translation>
</message>
<message>
<source>Isolated</source>
<translation type="unfinished">Aislado</translation>
</message>
<message>
<source>Not delivered</source>
<translation type="unfinished">No entregado</translation>
</message>
<message>
<source>Our warning</source>
<translation type="unfinished">Nuestro aviso</translation>
</message>
<message>
<source>Phone, by hand</source>
<translation type="unfinished">Teléfono, a mano</translation>
</message>
<message>
<source>Programs</source>
<translation type="unfinished">Programas</translation>
</message>
<message>
<source>Region</source>
<translation type="unfinished">Región</translation>
</message>
<message>
<source>Same issue</source>
<translation type="unfinished">Mismo problema</translation>
</message>
<message>
<source>Service</source>
<translation type="unfinished">Servicio</translation>
</message>
<message>
<source>Symptom</source>
<translation type="unfinished">Síntoma</translation>
</message>
<message>
<source>Time</source>
<translation type="unfinished">Tiempo</translation>
</message>
<message>
<source>To judge</source>
<translation type="unfinished">Por valorar</translation>
</message>
<message>
<source>Unknown</source>
<translation type="unfinished">Desconocido</translation>
</message>
<message>
<source>We did, by {span}</source>
<translation type="unfinished">Nosotros, por {span}</translation>
</message>
<message>
<source>answered</source>
<translation type="unfinished">respondido</translation>
</message>
<message>
<source>judged</source>
<translation type="unfinished">valorado</translation>
</message>
<message>
<source>no fault is known on one account alone</source>
<translation type="unfinished">con una sola voz no se conoce ningún fallo</translation>
</message>
<message>
<source>not delivered</source>
<translation type="unfinished">no entregado</translation>
</message>
<message>
<source>not delivered by e-mail: {fault}</source>
<translation type="unfinished">no entregado por correo: {fault}</translation>
</message>
<message>
<source>not said</source>
<translation type="unfinished">sin decir</translation>
</message>
<message>
<source>nothing is known of it</source>
<translation type="unfinished">no se sabe nada de ello</translation>
</message>
<message>
<source>on its way by e-mail</source>
<translation type="unfinished">en camino por correo</translation>
</message>
<message>
<source>only theirs</source>
<translation type="unfinished">solo suyas</translation>
</message>
<message>
<source>sent by e-mail</source>
<translation type="unfinished">enviado por correo</translation>
</message>
<message>
<source>since about {time}</source>
<translation type="unfinished">desde hacia las {time}</translation>
</message>
<message>
<source>suggested: {verdict}</source>
<translation type="unfinished">sugerido: {verdict}</translation>
</message>
<message>
<source>the fault began {time}</source>
<translation type="unfinished">el fallo empezó {time}</translation>
</message>
<message>
<source>to be sent once more by e-mail</source>
<translation type="unfinished">por enviar otra vez por correo</translation>
</message>
<message>
<source>wants an answer</source>
<translation type="unfinished">quiere una respuesta</translation>
</message>
<message>
<source>wants an answer: {reach}</source>
<translation type="unfinished">quiere una respuesta: {reach}</translation>
</message>
<message>
<source>wants no answer</source>
<translation type="unfinished">no quiere respuesta</translation>
</message>
<message>
<source>with support</source>
<translation type="unfinished">en soporte</translation>
</message>
<message>
<source>{count} mails about reports did not arrive</source>
<translation type="unfinished">{count} correos sobre reportes no llegaron</translation>
</message>
<message>
<source>{count} reports</source>
<translation type="unfinished">{count} reportes</translation>
</message>
<message>
<source>{count} subscribers of the status page missed an update</source>
<translation type="unfinished">{count} suscriptores de la página de estado se perdieron una novedad</translation>
</message>
</context>
<context>
<name>Restricting</name>
<message>
<source>Everybody who shares this record may know</source>
<translation type="unfinished">Todos los que comparten este registro pueden saberlo</translation>
</message>
<message>
<source>Nobody else will know once this record is shared; until then whoever opens this home reads it</source>
<translation type="unfinished">Nadie más lo sabrá cuando se comparta este registro; hasta entonces lo lee quien abra esta carpeta</translation>
</message>
<message>
<source>Nobody knows of it but you and those chosen here</source>
<translation type="unfinished">Nadie lo sabe salvo usted y los elegidos aquí</translation>
</message>
<message>
<source>Restricted</source>
<translation type="unfinished">Restringido</translation>
</message>
</context>
<context>
<name>RestrictionDialog</name>
<message>
<source>Choose who.</source>
<translation type="unfinished">Elija quién.</translation>
</message>
<message>
<source>Let in</source>
<translation type="unfinished">Admitir</translation>
</message>
<message>
<source>Let somebody know</source>
<translation type="unfinished">Dejar que alguien lo sepa</translation>
</message>
<message>
<source>Restrict</source>
<translation type="unfinished">Restringir</translation>
</message>
<message>
<source>Restrict this incident</source>
<translation type="unfinished">Restringir este incidente</translation>
</message>
<message>
<source>The shared database gives it to nobody else</source>
<translation type="unfinished">La base de datos compartida no lo da a nadie más</translation>
</message>
<message>
<source>They get all of it, also what was said before.</source>
<translation type="unfinished">Lo reciben todo, también lo dicho antes.</translation>
</message>
<message>
<source>What was said so far stays where it is. It lies already on the desks of: {who}.</source>
<translation type="unfinished">Lo dicho hasta ahora queda donde está. Ya está en los puestos de: {who}.</translation>
</message>
<message>
<source>What was said so far stays where it is. It lies in this home alone.</source>
<translation type="unfinished">Lo dicho hasta ahora queda donde está. Está solo en esta carpeta.</translation>
</message>
<message>
<source>Who may know, beside you?</source>
<translation type="unfinished">¿Quién puede saberlo, además de usted?</translation>
</message>
<message>
<source>asking…</source>
<translation type="unfinished">preguntando…</translation>
</message>
<message>
<source>keys 1 to 9</source>
<translation type="unfinished">teclas 1 a 9</translation>
</message>
<message>
<source>not known: </source>
<translation type="unfinished">no se sabe: </translation>
</message>
</context>
<context>
<name>RestrictionPanel</name>
<message>
<source>1 person</source>
<translation type="unfinished">1 persona</translation>
</message>
<message>
<source>Everybody who shares this record</source>
<translation type="unfinished">Todos los que comparten este registro</translation>
</message>
<message>
<source>Leave it as it is</source>
<translation type="unfinished">Dejarlo como está</translation>
</message>
<message>
<source>Let go</source>
<translation type="unfinished">Dejar salir</translation>
</message>
<message>
<source>Let in</source>
<translation type="unfinished">Admitir</translation>
</message>
<message>
<source>Let somebody know</source>
<translation type="unfinished">Dejar que alguien lo sepa</translation>
</message>
<message>
<source>Let {name} know nothing more</source>
<translation type="unfinished">Que {name} no sepa nada más</translation>
</message>
<message>
<source>Let {name} know nothing more?</source>
<translation type="unfinished">¿Que {name} no sepa nada más?</translation>
</message>
<message>
<source>Only who manages this incident: {names}</source>
<translation type="unfinished">Solo quien dirige este incidente: {names}</translation>
</message>
<message>
<source>Restrict</source>
<translation type="unfinished">Restringir</translation>
</message>
<message>
<source>What is on their disk stays there; from now on nothing more reaches it.</source>
<translation type="unfinished">Lo que hay en su disco se queda allí; desde ahora no le llega nada más.</translation>
</message>
<message>
<source>Who may know</source>
<translation type="unfinished">Quién puede saberlo</translation>
</message>
<message>
<source>says who</source>
<translation type="unfinished">dice quién</translation>
</message>
<message>
<source>{count} people</source>
<translation type="unfinished">{count} personas</translation>
</message>
</context>
<context>
<name>ReviewRoom</name>
<message>
<source>(the title was erased)</source>
<translation type="unfinished">(el título se borró)</translation>
</message>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>+{span}</source>
<translation type="unfinished">+{span}</translation>
</message>
<message>
<source>1 entry</source>
<translation type="unfinished">1 entrada</translation>
</message>
<message>
<source>1 held</source>
<translation type="unfinished">1 retenido</translation>
</message>
<message>
<source>1 message sent</source>
<translation type="unfinished">1 mensaje enviado</translation>
</message>
<message>
<source>1 objection</source>
<translation type="unfinished">1 objeción</translation>
</message>
<message>
<source>1 on the map</source>
<translation type="unfinished">1 en el mapa</translation>
</message>
<message>
<source>1 open task</source>
<translation type="unfinished">1 tarea abierta</translation>
</message>
<message>
<source>1 other incident</source>
<translation type="unfinished">1 incidente más</translation>
</message>
<message>
<source>1 other: too few</source>
<translation type="unfinished">1 más: muy pocos</translation>
</message>
<message>
<source>Above the usual {low} to {high}</source>
<translation type="unfinished">Por encima de lo habitual, de {low} a {high}</translation>
</message>
<message>
<source>Alerts</source>
<translation type="unfinished">Alertas</translation>
</message>
<message>
<source>All incidents</source>
<translation type="unfinished">Todos los incidentes</translation>
</message>
<message>
<source>As it was</source>
<translation type="unfinished">Como era</translation>
</message>
<message>
<source>As we knew it</source>
<translation type="unfinished">Como lo sabíamos</translation>
</message>
<message>
<source>Because {why}</source>
<translation type="unfinished">Porque {why}</translation>
</message>
<message>
<source>Below the usual {low} to {high}</source>
<translation type="unfinished">Por debajo de lo habitual, de {low} a {high}</translation>
</message>
<message>
<source>Changed by then</source>
<translation type="unfinished">Cambiado hasta entonces</translation>
</message>
<message>
<source>Changes</source>
<translation type="unfinished">Cambios</translation>
</message>
<message>
<source>Choose one, or bring one in: from a bundle, or from a file of past incidents.</source>
<translation type="unfinished">Elija uno o traiga uno: de un paquete o de un archivo de incidentes pasados.</translation>
</message>
<message>
<source>Contributing factors</source>
<translation type="unfinished">Factores contribuyentes</translation>
</message>
<message>
<source>Courses that nobody decided about</source>
<translation type="unfinished">Medidas que nadie decidió</translation>
</message>
<message>
<source>Decided at {time}</source>
<translation type="unfinished">Decidido a las {time}</translation>
</message>
<message>
<source>Decided last</source>
<translation type="unfinished">Decidido por último</translation>
</message>
<message>
<source>Decision</source>
<translation type="unfinished">Decisión</translation>
</message>
<message>
<source>Decisions</source>
<translation type="unfinished">Decisiones</translation>
</message>
<message>
<source>Evidence</source>
<translation type="unfinished">Pruebas</translation>
</message>
<message>
<source>Felt from {since} to {until}</source>
<translation type="unfinished">Se notó de {since} a {until}</translation>
</message>
<message>
<source>Felt since {since}</source>
<translation type="unfinished">Se nota desde {since}</translation>
</message>
<message>
<source>Impact not said</source>
<translation type="unfinished">Impacto sin decir</translation>
</message>
<message>
<source>Instead of: {other}</source>
<translation type="unfinished">En vez de: {other}</translation>
</message>
<message>
<source>Known to the desk then</source>
<translation type="unfinished">Conocido entonces en el puesto</translation>
</message>
<message>
<source>Measures</source>
<translation type="unfinished">Medidas de tiempo</translation>
</message>
<message>
<source>Messages</source>
<translation type="unfinished">Mensajes</translation>
</message>
<message>
<source>Missed</source>
<translation type="unfinished">Faltada</translation>
</message>
<message>
<source>Missed promise</source>
<translation type="unfinished">Promesa faltada</translation>
</message>
<message>
<source>No contributing factor is on the record</source>
<translation type="unfinished">No hay ningún factor contribuyente en el registro</translation>
</message>
<message>
<source>No contributing factor was known yet</source>
<translation type="unfinished">Aún no se conocía ningún factor contribuyente</translation>
</message>
<message>
<source>Nobody held a role</source>
<translation type="unfinished">Nadie tenía un rol</translation>
</message>
<message>
<source>Not acknowledged yet</source>
<translation type="unfinished">Aún sin confirmar</translation>
</message>
<message>
<source>Not declared yet</source>
<translation type="unfinished">Aún sin declarar</translation>
</message>
<message>
<source>Not kept for this moment</source>
<translation type="unfinished">No se guardó para este momento</translation>
</message>
<message>
<source>Not known yet</source>
<translation type="unfinished">Aún no se sabe</translation>
</message>
<message>
<source>Nothing was decided yet</source>
<translation type="unfinished">Aún no se decidió nada</translation>
</message>
<message>
<source>Nothing was noted yet</source>
<translation type="unfinished">Aún no se anotó nada</translation>
</message>
<message>
<source>Nothing: all that is on the record was known</source>
<translation type="unfinished">Nada: todo lo del registro se sabía</translation>
</message>
<message>
<source>On this disk, whole record
{entries} · works offline</source>
<translation type="unfinished">En este disco, registro entero
{entries} · funciona sin red</translation>
</message>
<message>
<source>Overdue words and tasks</source>
<translation type="unfinished">Palabras y tareas vencidas</translation>
</message>
<message>
<source>Pause (Space)</source>
<translation type="unfinished">Pausa (Espacio)</translation>
</message>
<message>
<source>Play (Space)</source>
<translation type="unfinished">Reproducir (Espacio)</translation>
</message>
<message>
<source>Promises kept</source>
<translation type="unfinished">Promesas cumplidas</translation>
</message>
<message>
<source>Review: {title}</source>
<translation type="unfinished">Revisión: {title}</translation>
</message>
<message>
<source>Roles then</source>
<translation type="unfinished">Roles de entonces</translation>
</message>
<message>
<source>Scrub bar: {time}, {span} in, {state}</source>
<translation type="unfinished">Barra de tiempo: {time}, {span} tras el inicio, {state}</translation>
</message>
<message>
<source>Signals then</source>
<translation type="unfinished">Señales de entonces</translation>
</message>
<message>
<source>Skip to: {what}</source>
<translation type="unfinished">Saltar a: {what}</translation>
</message>
<message>
<source>The board at {time}</source>
<translation type="unfinished">El tablero a las {time}</translation>
</message>
<message>
<source>The board then</source>
<translation type="unfinished">El tablero de entonces</translation>
</message>
<message>
<source>The next change of state or severity, handover or end of a course (T, with Shift back)</source>
<translation type="unfinished">El próximo cambio de estado o gravedad, traspaso o fin de una medida (T, con Mayús hacia atrás)</translation>
</message>
<message>
<source>The next decision (D, with Shift the one before)</source>
<translation type="unfinished">La próxima decisión (D, con Mayús la anterior)</translation>
</message>
<message>
<source>The next promise that was not kept (P, with Shift back)</source>
<translation type="unfinished">La próxima promesa no cumplida (P, con Mayús hacia atrás)</translation>
</message>
<message>
<source>The past: {at}, as it was known then. What was written stays as it is.</source>
<translation type="unfinished">El pasado: {at}, como se sabía entonces. Lo escrito queda como está.</translation>
</message>
<message>
<source>The past: {at}, as it was, by all that is known now. What was written stays as it is.</source>
<translation type="unfinished">El pasado: {at}, como fue, según todo lo que se sabe ahora. Lo escrito queda como está.</translation>
</message>
<message>
<source>There is no incident to review yet</source>
<translation type="unfinished">Aún no hay ningún incidente que revisar</translation>
</message>
<message>
<source>They come of investigations that were opened to all.</source>
<translation type="unfinished">Vienen de investigaciones abiertas a todos.</translation>
</message>
<message>
<source>They come up here at the moment at which they came to the record.</source>
<translation type="unfinished">Aparecen aquí en el momento en que llegaron al registro.</translation>
</message>
<message>
<source>This record was written down afterwards: what was known when stands nowhere</source>
<translation type="unfinished">Este registro se escribió después: qué se sabía y cuándo no consta</translation>
</message>
<message>
<source>Time lost waiting</source>
<translation type="unfinished">Tiempo perdido esperando</translation>
</message>
<message>
<source>Time to declare</source>
<translation type="unfinished">Tiempo hasta declarar</translation>
</message>
<message>
<source>Time to detect</source>
<translation type="unfinished">Tiempo hasta detectar</translation>
</message>
<message>
<source>Time to fill the roles</source>
<translation type="unfinished">Tiempo hasta cubrir los roles</translation>
</message>
<message>
<source>Time to first customer message</source>
<translation type="unfinished">Tiempo hasta el primer mensaje a clientes</translation>
</message>
<message>
<source>Time to identify the cause</source>
<translation type="unfinished">Tiempo hasta identificar la causa</translation>
</message>
<message>
<source>Time to mitigate</source>
<translation type="unfinished">Tiempo hasta mitigar</translation>
</message>
<message>
<source>Time to resolve</source>
<translation type="unfinished">Tiempo hasta resolver</translation>
</message>
<message>
<source>To the beginning (Home)</source>
<translation type="unfinished">Al principio (Inicio)</translation>
</message>
<message>
<source>To the end (End)</source>
<translation type="unfinished">Al final (Fin)</translation>
</message>
<message>
<source>Turning point</source>
<translation type="unfinished">Punto de inflexión</translation>
</message>
<message>
<source>Turns</source>
<translation type="unfinished">Le da la vuelta</translation>
</message>
<message>
<source>Usual {low} to {high}</source>
<translation type="unfinished">Habitual de {low} a {high}</translation>
</message>
<message>
<source>We learned it {span} after it was so</source>
<translation type="unfinished">Lo supimos {span} después de que fuera así</translation>
</message>
<message>
<source>What mattered until then</source>
<translation type="unfinished">Qué importó hasta entonces</translation>
</message>
<message>
<source>What mattered up to this moment</source>
<translation type="unfinished">Qué importó hasta este momento</translation>
</message>
<message>
<source>What the record knew at that moment (S)</source>
<translation type="unfinished">Lo que sabía el registro en ese momento (S)</translation>
</message>
<message>
<source>What was so at that moment, by all that is known now (S)</source>
<translation type="unfinished">Lo que era así en ese momento, según todo lo que se sabe ahora (S)</translation>
</message>
<message>
<source>beside {others}</source>
<translation type="unfinished">junto a {others}</translation>
</message>
<message>
<source>cause</source>
<translation type="unfinished">causa</translation>
</message>
<message>
<source>declared</source>
<translation type="unfinished">declarado</translation>
</message>
<message>
<source>detected</source>
<translation type="unfinished">detectado</translation>
</message>
<message>
<source>first due {first} → last due {last}</source>
<translation type="unfinished">primero vence {first} → último vence {last}</translation>
</message>
<message>
<source>first message</source>
<translation type="unfinished">primer mensaje</translation>
</message>
<message>
<source>impact</source>
<translation type="unfinished">impacto</translation>
</message>
<message>
<source>median {percent} %</source>
<translation type="unfinished">mediana {percent} %</translation>
</message>
<message>
<source>median {span} of {count}</source>
<translation type="unfinished">mediana {span} de {count}</translation>
</message>
<message>
<source>mitigated</source>
<translation type="unfinished">mitigado</translation>
</message>
<message>
<source>no other incident yet</source>
<translation type="unfinished">aún ningún otro incidente</translation>
</message>
<message>
<source>none</source>
<translation type="unfinished">ninguno</translation>
</message>
<message>
<source>not declared yet</source>
<translation type="unfinished">aún sin declarar</translation>
</message>
<message>
<source>nothing on the record mattered later</source>
<translation type="unfinished">nada en el registro importó después</translation>
</message>
<message>
<source>nothing was promised</source>
<translation type="unfinished">no se prometió nada</translation>
</message>
<message>
<source>resolved</source>
<translation type="unfinished">resuelto</translation>
</message>
<message>
<source>roles filled</source>
<translation type="unfinished">roles cubiertos</translation>
</message>
<message>
<source>under way</source>
<translation type="unfinished">en marcha</translation>
</message>
<message>
<source>wrong way round: {foot}</source>
<translation type="unfinished">al revés: {foot}</translation>
</message>
<message>
<source>{count} entries</source>
<translation type="unfinished">{count} entradas</translation>
</message>
<message>
<source>{count} held</source>
<translation type="unfinished">{count} retenidos</translation>
</message>
<message>
<source>{count} in all</source>
<translation type="unfinished">{count} en total</translation>
</message>
<message>
<source>{count} messages sent</source>
<translation type="unfinished">{count} mensajes enviados</translation>
</message>
<message>
<source>{count} more were kept</source>
<translation type="unfinished">se guardaron {count} más</translation>
</message>
<message>
<source>{count} objections</source>
<translation type="unfinished">{count} objeciones</translation>
</message>
<message>
<source>{count} of {all}</source>
<translation type="unfinished">{count} de {all}</translation>
</message>
<message>
<source>{count} on the map</source>
<translation type="unfinished">{count} en el mapa</translation>
</message>
<message>
<source>{count} open tasks</source>
<translation type="unfinished">{count} tareas abiertas</translation>
</message>
<message>
<source>{count} other incidents</source>
<translation type="unfinished">{count} incidentes más</translation>
</message>
<message>
<source>{count} others: too few</source>
<translation type="unfinished">{count} más: muy pocos</translation>
</message>
<message>
<source>{date} · {span} in</source>
<translation type="unfinished">{date} · {span} desde el inicio</translation>
</message>
<message>
<source>{end} ?</source>
<translation type="unfinished">¿{end}?</translation>
</message>
<message>
<source>{kept} of {all}</source>
<translation type="unfinished">{kept} de {all}</translation>
</message>
<message>
<source>{speed} times as fast as it was ({key})</source>
<translation type="unfinished">{speed} veces tan rápido como fue ({key})</translation>
</message>
<message>
<source>{start}
to {end}</source>
<translation type="unfinished">{start}
a {end}</translation>
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
<translation type="unfinished">¿Sigue en pie?</translation>
</message>
<message>
<source>It no longer holds</source>
<translation type="unfinished">Ya no vale</translation>
</message>
<message>
<source>It stands</source>
<translation type="unfinished">Sigue en pie</translation>
</message>
<message>
<source>Look at a decision again</source>
<translation type="unfinished">Volver a mirar una decisión</translation>
</message>
<message>
<source>Look at it again in</source>
<translation type="unfinished">Volver a mirarlo en</translation>
</message>
<message>
<source>The decision stays on the record either way</source>
<translation type="unfinished">La decisión queda en el registro de todos modos</translation>
</message>
<message>
<source>What is known now</source>
<translation type="unfinished">Qué se sabe ahora</translation>
</message>
<message>
<source>if it no longer holds, say why</source>
<translation type="unfinished">si ya no vale, diga por qué</translation>
</message>
<message>
<source>{who} objects: {words}</source>
<translation type="unfinished">{who} objeta: {words}</translation>
</message>
</context>
<context>
<name>Rights</name>
<message>
<source>Administrator</source>
<translation type="unfinished">Administración</translation>
</message>
<message>
<source>Communications</source>
<translation type="unfinished">Comunicación</translation>
</message>
<message>
<source>Communications, managers and administrators approve what goes out; your level is {level}.</source>
<translation type="unfinished">Comunicación, dirección y administración aprueban lo que sale; su nivel es {level}.</translation>
</message>
<message>
<source>Declares, notes, decides, holds roles.</source>
<translation type="unfinished">Declara, anota, decide, tiene roles.</translation>
</message>
<message>
<source>Manager</source>
<translation type="unfinished">Dirección</translation>
</message>
<message>
<source>Managers and administrators erase; your level is {level}.</source>
<translation type="unfinished">Borran la dirección y la administración; su nivel es {level}.</translation>
</message>
<message>
<source>Observer</source>
<translation type="unfinished">Observación</translation>
</message>
<message>
<source>Observers read everything in this record and write nothing; an administrator can change that.</source>
<translation type="unfinished">Quien observa lo lee todo en este registro y no escribe nada; la administración puede cambiarlo.</translation>
</message>
<message>
<source>Only administrators do that; your level is {level}.</source>
<translation type="unfinished">Eso solo lo hace la administración; su nivel es {level}.</translation>
</message>
<message>
<source>Reads everything that is open to them, and writes nothing.</source>
<translation type="unfinished">Lee todo lo que le está abierto y no escribe nada.</translation>
</message>
<message>
<source>Responder</source>
<translation type="unfinished">Interviniente</translation>
</message>
<message>
<source>This record is open for reading only</source>
<translation type="unfinished">Este registro está abierto solo para leer</translation>
</message>
<message>
<source>What a manager may; lets people in, sets levels, shuts managers out of incidents.</source>
<translation type="unfinished">Lo que puede la dirección; admite gente, pone niveles, excluye de incidentes a quien dirige.</translation>
</message>
<message>
<source>What a responder may; and approves what goes out.</source>
<translation type="unfinished">Lo que puede un interviniente; y aprueba lo que sale.</translation>
</message>
<message>
<source>What communications may; and erases, together with a second person.</source>
<translation type="unfinished">Lo que puede comunicación; y borra, junto con una segunda persona.</translation>
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
<translation type="unfinished">Por {lesson}</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Give it to somebody as a task</source>
<translation type="unfinished">Darlo a alguien como tarea</translation>
</message>
<message>
<source>Go to where it comes from: {lesson}</source>
<translation type="unfinished">Ir a donde viene: {lesson}</translation>
</message>
<message>
<source>Handed over: {role}</source>
<translation type="unfinished">Traspasado: {role}</translation>
</message>
</context>
<context>
<name>RoleForm</name>
<message>
<source>Acknowledge</source>
<translation type="unfinished">Confirmar</translation>
</message>
<message>
<source>All steps</source>
<translation type="unfinished">Todos los pasos</translation>
</message>
<message>
<source>Assign</source>
<translation type="unfinished">Asignar</translation>
</message>
<message>
<source>Give to deputy</source>
<translation type="unfinished">Dar al suplente</translation>
</message>
<message>
<source>Hand over</source>
<translation type="unfinished">Traspasar</translation>
</message>
<message>
<source>Handover</source>
<translation type="unfinished">Traspaso</translation>
</message>
<message>
<source>I take it</source>
<translation type="unfinished">Lo tomo</translation>
</message>
<message>
<source>Read what was handed over</source>
<translation type="unfinished">Leer lo traspasado</translation>
</message>
</context>
<context>
<name>RolePanel</name>
<message>
<source>Assign</source>
<translation type="unfinished">Asignar</translation>
</message>
<message>
<source>Give it to somebody else</source>
<translation type="unfinished">Darlo a otra persona</translation>
</message>
<message>
<source>Hand over</source>
<translation type="unfinished">Traspasar</translation>
</message>
<message>
<source>More about {role}</source>
<translation type="unfinished">Más sobre {role}</translation>
</message>
<message>
<source>Take it back from its holder</source>
<translation type="unfinished">Retirarlo a quien lo tiene</translation>
</message>
<message>
<source>The duty and all steps</source>
<translation type="unfinished">El deber y todos los pasos</translation>
</message>
<message>
<source>Who takes it?</source>
<translation type="unfinished">¿Quién lo toma?</translation>
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
<translation type="unfinished">Confirmado</translation>
</message>
<message>
<source>Deputy: nobody holds {role}</source>
<translation type="unfinished">Suplente: nadie tiene {role}</translation>
</message>
<message>
<source>Deputy: {name}</source>
<translation type="unfinished">Suplente: {name}</translation>
</message>
<message>
<source>Nobody yet</source>
<translation type="unfinished">Aún nadie</translation>
</message>
<message>
<source>asked at {clock}</source>
<translation type="unfinished">preguntado a las {clock}</translation>
</message>
<message>
<source>in {count} incidents</source>
<translation type="unfinished">en {count} incidentes</translation>
</message>
<message>
<source>no answer</source>
<translation type="unfinished">sin respuesta</translation>
</message>
<message>
<source>no answer for {span}</source>
<translation type="unfinished">sin respuesta desde hace {span}</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">nadie</translation>
</message>
<message>
<source>nobody for {span}</source>
<translation type="unfinished">nadie desde hace {span}</translation>
</message>
<message>
<source>on since {clock}</source>
<translation type="unfinished">en marcha desde {clock}</translation>
</message>
<message>
<source>open since {clock}</source>
<translation type="unfinished">abierto desde {clock}</translation>
</message>
<message>
<source>waits for an answer</source>
<translation type="unfinished">espera una respuesta</translation>
</message>
<message>
<source>{done} of {count}</source>
<translation type="unfinished">{done} de {count}</translation>
</message>
<message>
<source>{done} of {count} steps</source>
<translation type="unfinished">{done} de {count} pasos</translation>
</message>
<message>
<source>{role}, you</source>
<translation type="unfinished">{role}, usted</translation>
</message>
<message>
<source>{step}. Because of: {lesson}</source>
<translation type="unfinished">{step}. Por: {lesson}</translation>
</message>
<message>
<source>{step}: done by {name}, {moment}</source>
<translation type="unfinished">{step}: hecho por {name}, {moment}</translation>
</message>
<message>
<source>{step}: due at {moment}</source>
<translation type="unfinished">{step}: vence {moment}</translation>
</message>
<message>
<source>{step}: due in {span}, at {moment}</source>
<translation type="unfinished">{step}: vence en {span}, {moment}</translation>
</message>
<message>
<source>{step}: {span} late, it was due at {moment}</source>
<translation type="unfinished">{step}: {span} tarde, vencía {moment}</translation>
</message>
</context>
<context>
<name>RolesPanel</name>
<message>
<source>Fold the roles</source>
<translation type="unfinished">Plegar los roles</translation>
</message>
<message>
<source>Roles</source>
<translation type="unfinished">Roles</translation>
</message>
<message>
<source>{answered} of {count} acknowledged</source>
<translation type="unfinished">{answered} de {count} confirmados</translation>
</message>
<message>
<source>{count} people report to one. Above {many} nobody keeps sight of all: gather experts under a lead.</source>
<translation type="unfinished">{count} personas dependen de una. Por encima de {many} nadie las tiene todas a la vista: reúna a los expertos bajo una dirección.</translation>
</message>
<message>
<source>{told}, loudest first</source>
<translation type="unfinished">{told}, los más ruidosos primero</translation>
</message>
</context>
<context>
<name>RowsTable</name>
<message>
<source>Add</source>
<translation type="unfinished">Añadir</translation>
</message>
<message>
<source>All parts side by side</source>
<translation type="unfinished">Todas las partes lado a lado</translation>
</message>
<message>
<source>Because of {lesson}</source>
<translation type="unfinished">Por {lesson}</translation>
</message>
<message>
<source>Go there</source>
<translation type="unfinished">Ir allí</translation>
</message>
<message>
<source>Go to the incident it comes from: {lesson}</source>
<translation type="unfinished">Ir al incidente del que viene: {lesson}</translation>
</message>
<message>
<source>Move up (Alt+Up)</source>
<translation type="unfinished">Subir (Alt+Up)</translation>
</message>
<message>
<source>Take out (Delete)</source>
<translation type="unfinished">Sacar (Supr)</translation>
</message>
</context>
<context>
<name>RunningPanel</name>
<message>
<source>An incident that adopts a newer version (/adopt-plan) fills only what is blank, and says what.</source>
<translation type="unfinished">Un incidente que adopta una versión más nueva (/adopt-plan) llena solo lo vacío, y dice qué.</translation>
</message>
<message>
<source>Fill {number} from the one in force</source>
<translation type="unfinished">Llenar {number} del vigente</translation>
</message>
<message>
<source>No incident is open.</source>
<translation type="unfinished">No hay ningún incidente abierto.</translation>
</message>
<message>
<source>Who runs on which</source>
<translation type="unfinished">Quién usa cuál</translation>
</message>
<message>
<source>{number} runs on {version}, and keeps it.</source>
<translation type="unfinished">{number} va con {version}, y la conserva.</translation>
</message>
</context>
<context>
<name>ScheduleDialog</name>
<message>
<source>Goes out at {clock}, in {span}</source>
<translation type="unfinished">Sale a las {clock}, en {span}</translation>
</message>
<message>
<source>Next update</source>
<translation type="unfinished">Próxima novedad</translation>
</message>
<message>
<source>Say a clock, like 22:00, or a span, like in 2 h</source>
<translation type="unfinished">Diga una hora, como 22:00, o un lapso, como en 2 h</translation>
</message>
<message>
<source>Schedule</source>
<translation type="unfinished">Programar</translation>
</message>
<message>
<source>Send it at a time</source>
<translation type="unfinished">Enviarlo a una hora</translation>
</message>
<message>
<source>Stops by itself if a fact in it is withdrawn, or its yes no longer holds</source>
<translation type="unfinished">Se para solo si se retira un hecho en él, o su sí ya no vale</translation>
</message>
<message>
<source>When does it go out?</source>
<translation type="unfinished">¿Cuándo sale?</translation>
</message>
<message>
<source>When the next update comes after it</source>
<translation type="unfinished">Cuándo llega la novedad siguiente</translation>
</message>
<message>
<source>When?</source>
<translation type="unfinished">¿Cuándo?</translation>
</message>
<message>
<source>not promised</source>
<translation type="unfinished">no prometido</translation>
</message>
<message>
<source>{span} after it</source>
<translation type="unfinished">{span} después</translation>
</message>
<message>
<source>{words}; says the next at {clock}</source>
<translation type="unfinished">{words}; dice la próxima a las {clock}</translation>
</message>
</context>
<context>
<name>SealDialog</name>
<message>
<source>Break the seal</source>
<translation type="unfinished">Romper el sello</translation>
</message>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Each of these stands in the timeline, with your name</source>
<translation type="unfinished">Cada uno de estos está en la cronología, con su nombre</translation>
</message>
<message>
<source>Give more time</source>
<translation type="unfinished">Dar más tiempo</translation>
</message>
<message>
<source>Investigation {letter}</source>
<translation type="unfinished">Investigación {letter}</translation>
</message>
<message>
<source>Let them in</source>
<translation type="unfinished">Admitirlos</translation>
</message>
<message>
<source>More time from now</source>
<translation type="unfinished">Más tiempo desde ahora</translation>
</message>
<message>
<source>Noor Haddad</source>
<translation type="unfinished">Noor Haddad</translation>
</message>
<message>
<source>One more person</source>
<translation type="unfinished">Una persona más</translation>
</message>
<message>
<source>The copy must be stopped, and they know why</source>
<translation type="unfinished">Hay que parar la copia, y saben por qué</translation>
</message>
<message>
<source>Who joins it</source>
<translation type="unfinished">Quién se une</translation>
</message>
<message>
<source>Why the seal is broken</source>
<translation type="unfinished">Por qué se rompe el sello</translation>
</message>
<message>
<source>everybody reads it from then on, and why</source>
<translation type="unfinished">desde entonces lo leen todos, y por qué</translation>
</message>
<message>
<source>nobody of the same round</source>
<translation type="unfinished">nadie de la misma ronda</translation>
</message>
</context>
<context>
<name>SealPanel</name>
<message>
<source>Everybody who may know of the incident reads it. What is added now is marked so.</source>
<translation type="unfinished">Quien puede saber del incidente lo lee. Lo que se añada ahora se marca así.</translation>
</message>
<message>
<source>The seal</source>
<translation type="unfinished">El sello</translation>
</message>
<message>
<source>The shared record gives {letter} to its members only. Everybody else sees this line:</source>
<translation type="unfinished">El registro compartido da {letter} solo a sus miembros. Los demás ven esta línea:</translation>
</message>
<message>
<source>Without a shared record the seal is a courtesy. Everybody else sees this line:</source>
<translation type="unfinished">Sin registro compartido el sello es una cortesía. Los demás ven esta línea:</translation>
</message>
<message>
<source>at the investigations</source>
<translation type="unfinished">en las investigaciones</translation>
</message>
<message>
<source>in this incident</source>
<translation type="unfinished">en este incidente</translation>
</message>
<message>
<source>not here</source>
<translation type="unfinished">no está aquí</translation>
</message>
<message>
<source>open to all</source>
<translation type="unfinished">abierto a todos</translation>
</message>
<message>
<source>seen {clock}</source>
<translation type="unfinished">visto {clock}</translation>
</message>
<message>
<source>you</source>
<translation type="unfinished">usted</translation>
</message>
<message>
<source>{name}, lead</source>
<translation type="unfinished">{name}, dirige</translation>
</message>
</context>
<context>
<name>SealedPage</name>
<message>
<source> and </source>
<translation type="unfinished"> y </translation>
</message>
<message>
<source>(the question was erased)</source>
<translation type="unfinished">(la pregunta se borró)</translation>
</message>
<message>
<source>1 desk is in touch now</source>
<translation type="unfinished">1 puesto está en contacto ahora</translation>
</message>
<message>
<source>1 fact known to all</source>
<translation type="unfinished">1 hecho conocido por todos</translation>
</message>
<message>
<source>Last activity</source>
<translation type="unfinished">Última actividad</translation>
</message>
<message>
<source>Lies on</source>
<translation type="unfinished">Está en</translation>
</message>
<message>
<source>Opened</source>
<translation type="unfinished">Abierto</translation>
</message>
<message>
<source>Opens</source>
<translation type="unfinished">Abre</translation>
</message>
<message>
<source>Submitted</source>
<translation type="unfinished">Entregada</translation>
</message>
<message>
<source>Time box</source>
<translation type="unfinished">Límite de tiempo</translation>
</message>
<message>
<source>Time, people, seal…</source>
<translation type="unfinished">Tiempo, gente, sello…</translation>
</message>
<message>
<source>Whoever manages the incident</source>
<translation type="unfinished">Quien dirige el incidente</translation>
</message>
<message>
<source>Works on it</source>
<translation type="unfinished">Trabaja en ello</translation>
</message>
<message>
<source>You can give it more time, let somebody in, or break the seal with a reason. All of that is recorded.</source>
<translation type="unfinished">Puede darle más tiempo, admitir a alguien o romper el sello con un motivo. Todo ello se registra.</translation>
</message>
<message>
<source>nothing written yet</source>
<translation type="unfinished">aún nada escrito</translation>
</message>
<message>
<source>the desks of its members and the shared database, which this desk cannot reach now</source>
<translation type="unfinished">los puestos de sus miembros y la base de datos compartida, que este puesto no alcanza ahora</translation>
</message>
<message>
<source>the desks of its members and the shared database; {desks}</source>
<translation type="unfinished">los puestos de sus miembros y la base de datos compartida; {desks}</translation>
</message>
<message>
<source>this desk: without a shared record the seal is a courtesy, for whoever sits here has its disk</source>
<translation type="unfinished">este puesto: sin registro compartido el sello es una cortesía, pues quien se siente aquí tiene su disco</translation>
</message>
<message>
<source>to everybody when {name} submits it</source>
<translation type="unfinished">a todos cuando {name} la entregue</translation>
</message>
<message>
<source>to everybody with the last of {all}: {count} in, {names} not yet</source>
<translation type="unfinished">a todos con la última de {all}: {count} entregadas, {names} aún no</translation>
</message>
<message>
<source>{clock} by {name}</source>
<translation type="unfinished">{clock} por {name}</translation>
</message>
<message>
<source>{clock} by {name}, with {known}</source>
<translation type="unfinished">{clock} por {name}, con {known}</translation>
</message>
<message>
<source>{clock}, final</source>
<translation type="unfinished">{clock}, definitivo</translation>
</message>
<message>
<source>{count} desks are in touch now</source>
<translation type="unfinished">{count} puestos en contacto ahora</translation>
</message>
<message>
<source>{count} facts known to all</source>
<translation type="unfinished">{count} hechos conocidos por todos</translation>
</message>
<message>
<source>{letter} is sealed to those who work on it</source>
<translation type="unfinished">{letter} está sellada para quienes trabajan en ella</translation>
</message>
<message>
<source>{names} can give it more time, let somebody in, or break the seal with a reason that everybody reads.</source>
<translation type="unfinished">{names} pueden darle más tiempo, admitir a alguien o romper el sello con un motivo que leen todos.</translation>
</message>
</context>
<context>
<name>SearchDialog</name>
<message>
<source>1 line</source>
<translation type="unfinished">1 línea</translation>
</message>
<message>
<source>Go to the line</source>
<translation type="unfinished">Ir a la línea</translation>
</message>
<message>
<source>Notes, titles, reasons, reports of customers, names of files: all that was written</source>
<translation type="unfinished">Notas, títulos, motivos, reportes de clientes, nombres de archivos: todo lo escrito</translation>
</message>
<message>
<source>Nothing with these words. Every word must be there; “words in quotes” stand together.</source>
<translation type="unfinished">Nada con estas palabras. Deben estar todas; «las palabras entre comillas» van juntas.</translation>
</message>
<message>
<source>On this disk, newest first</source>
<translation type="unfinished">En este disco, lo más nuevo primero</translation>
</message>
<message>
<source>Search the record</source>
<translation type="unfinished">Buscar en el registro</translation>
</message>
<message>
<source>This incident only</source>
<translation type="unfinished">Solo este incidente</translation>
</message>
<message>
<source>What was found</source>
<translation type="unfinished">Qué se halló</translation>
</message>
<message>
<source>Words to look for</source>
<translation type="unfinished">Palabras que buscar</translation>
</message>
<message>
<source>{count} lines</source>
<translation type="unfinished">{count} líneas</translation>
</message>
</context>
<context>
<name>SectionList</name>
<message>
<source>1 changed</source>
<translation type="unfinished">1 cambiado</translation>
</message>
<message>
<source>1 mistake</source>
<translation type="unfinished">1 error</translation>
</message>
<message>
<source>1 unchecked</source>
<translation type="unfinished">1 sin comprobar</translation>
</message>
<message>
<source>Plan</source>
<translation type="unfinished">Plan</translation>
</message>
<message>
<source>{count} changed</source>
<translation type="unfinished">{count} cambiados</translation>
</message>
<message>
<source>{count} mistakes</source>
<translation type="unfinished">{count} errores</translation>
</message>
<message>
<source>{count} unchecked</source>
<translation type="unfinished">{count} sin comprobar</translation>
</message>
</context>
<context>
<name>SeenBefore</name>
<message>
<source>No past incident is on this desk yet. Reports of earlier ones are imported on the calm board.</source>
<translation type="unfinished">Aún no hay ningún incidente pasado en este puesto. Los informes de anteriores se importan en el tablero en calma.</translation>
</message>
<message>
<source>Nothing like it. Say what fails and where, as you would tell a colleague.</source>
<translation type="unfinished">Nada parecido. Diga qué falla y dónde, como se lo diría a un colega.</translation>
</message>
<message>
<source>Overdue since: {what}</source>
<translation type="unfinished">Vencido desde: {what}</translation>
</message>
<message>
<source>Same factor: {names}</source>
<translation type="unfinished">Mismo factor: {names}</translation>
</message>
<message>
<source>Same service: {names}</source>
<translation type="unfinished">Mismo servicio: {names}</translation>
</message>
<message>
<source>Same words: {names}</source>
<translation type="unfinished">Mismas palabras: {names}</translation>
</message>
<message>
<source>Say what is wrong: what was like it comes up here, with what worked then.</source>
<translation type="unfinished">Diga qué va mal: aquí aparece lo que se le parecía, con lo que funcionó entonces.</translation>
</message>
<message>
<source>Seen before</source>
<translation type="unfinished">Visto antes</translation>
</message>
<message>
<source>of 1 incident</source>
<translation type="unfinished">de 1 incidente</translation>
</message>
<message>
<source>of {count} incidents</source>
<translation type="unfinished">de {count} incidentes</translation>
</message>
<message>
<source>open now</source>
<translation type="unfinished">abierto ahora</translation>
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
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>Found on this desk, with no network</source>
<translation type="unfinished">Encontrado en este puesto, sin red</translation>
</message>
<message>
<source>Like {number}</source>
<translation type="unfinished">Como {number}</translation>
</message>
</context>
<context>
<name>SentPanel</name>
<message>
<source>As sent</source>
<translation type="unfinished">Como se envió</translation>
</message>
<message>
<source>Copy all</source>
<translation type="unfinished">Copiar todo</translation>
</message>
<message>
<source>Messages by channel</source>
<translation type="unfinished">Mensajes por canal</translation>
</message>
<message>
<source>Nothing went out by this channel yet</source>
<translation type="unfinished">Aún no salió nada por este canal</translation>
</message>
<message>
<source>{channel}, as sent</source>
<translation type="unfinished">{channel}, como se envió</translation>
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
<translation type="unfinished">Otro; Enter lo añade</translation>
</message>
<message>
<source>Another service</source>
<translation type="unfinished">Otro servicio</translation>
</message>
</context>
<context>
<name>SettingsDisk</name>
<message>
<source>Back up now</source>
<translation type="unfinished">Hacer copia ahora</translation>
</message>
<message>
<source>Backups</source>
<translation type="unfinished">Copias de seguridad</translation>
</message>
<message>
<source>Check now</source>
<translation type="unfinished">Comprobar ahora</translation>
</message>
<message>
<source>Check the record</source>
<translation type="unfinished">Comprobar el registro</translation>
</message>
<message>
<source>Copy path</source>
<translation type="unfinished">Copiar la ruta</translation>
</message>
<message>
<source>Progress of the check</source>
<translation type="unfinished">Avance de la comprobación</translation>
</message>
<message>
<source>Reads every entry and compares it with its hash</source>
<translation type="unfinished">Lee cada entrada y la compara con su resumen</translation>
</message>
<message>
<source>Where the record lies</source>
<translation type="unfinished">Dónde está el registro</translation>
</message>
</context>
<context>
<name>SettingsLooks</name>
<message>
<source>Dark, light, or what the desktop around the window has</source>
<translation type="unfinished">Oscuro, claro, o lo que tenga el escritorio alrededor</translation>
</message>
<message>
<source>In which times are shown, and in which a time without one is read</source>
<translation type="unfinished">En la que se muestran las horas, y en la que se lee una hora sin zona</translation>
</message>
<message>
<source>The clocks of the plan: call-out, internal update, reassessment, state document</source>
<translation type="unfinished">Los relojes del plan: aviso, novedad interna, revaluación, documento de situación</translation>
</message>
<message>
<source>Theme</source>
<translation type="unfinished">Tema</translation>
</message>
<message>
<source>Time zone</source>
<translation type="unfinished">Zona horaria</translation>
</message>
<message>
<source>What is due</source>
<translation type="unfinished">Qué vence</translation>
</message>
</context>
<context>
<name>SettingsRoom</name>
<message>
<source>1 waits</source>
<translation type="unfinished">1 espera</translation>
</message>
<message>
<source>Alerts</source>
<translation type="unfinished">Alertas</translation>
</message>
<message>
<source>Carry it by hand: make a bundle</source>
<translation type="unfinished">Llevarlo a mano: hacer un paquete</translation>
</message>
<message>
<source>Channels</source>
<translation type="unfinished">Canales</translation>
</message>
<message>
<source>If the network stays away</source>
<translation type="unfinished">Si la red no vuelve</translation>
</message>
<message>
<source>Look, time zone</source>
<translation type="unfinished">Aspecto, zona horaria</translation>
</message>
<message>
<source>People, levels</source>
<translation type="unfinished">Gente, niveles</translation>
</message>
<message>
<source>Settings</source>
<translation type="unfinished">Ajustes</translation>
</message>
<message>
<source>Shared record</source>
<translation type="unfinished">Registro compartido</translation>
</message>
<message>
<source>Sound, messages</source>
<translation type="unfinished">Sonido, mensajes</translation>
</message>
<message>
<source>Status page</source>
<translation type="unfinished">Página de estado</translation>
</message>
<message>
<source>This disk</source>
<translation type="unfinished">Este disco</translation>
</message>
<message>
<source>Watched series</source>
<translation type="unfinished">Series vigiladas</translation>
</message>
<message>
<source>What the marks mean</source>
<translation type="unfinished">Qué significan las marcas</translation>
</message>
<message>
<source>Work on. Everything is kept here, and desks that meet later end with the same record in the same order.</source>
<translation type="unfinished">Siga trabajando. Todo se guarda aquí, y los puestos que se encuentren después acaban con el mismo registro en el mismo orden.</translation>
</message>
<message>
<source>You</source>
<translation type="unfinished">Usted</translation>
</message>
<message>
<source>{count} wait</source>
<translation type="unfinished">{count} esperan</translation>
</message>
</context>
<context>
<name>SettingsYou</name>
<message>
<source>After so long without a key or the mouse; what you have begun is there again</source>
<translation type="unfinished">Tras tanto tiempo sin tecla ni ratón; lo que empezó vuelve a estar ahí</translation>
</message>
<message>
<source>Change</source>
<translation type="unfinished">Cambiar</translation>
</message>
<message>
<source>Change who is at the desk</source>
<translation type="unfinished">Cambiar quién está en el puesto</translation>
</message>
<message>
<source>Lock by itself</source>
<translation type="unfinished">Bloquear por sí solo</translation>
</message>
<message>
<source>Set a PIN</source>
<translation type="unfinished">Poner un PIN</translation>
</message>
<message>
<source>Set a PIN, or take it away</source>
<translation type="unfinished">Poner un PIN, o quitarlo</translation>
</message>
<message>
<source>Who is at the desk</source>
<translation type="unfinished">Quién está en el puesto</translation>
</message>
<message>
<source>Your PIN at this console</source>
<translation type="unfinished">Su PIN en esta consola</translation>
</message>
</context>
<context>
<name>SettleDialog</name>
<message>
<source>Cancel</source>
<translation type="unfinished">Cancelar</translation>
</message>
<message>
<source>It stands in the timeline with your name, and can be taken back</source>
<translation type="unfinished">Está en la cronología con su nombre y se puede retirar</translation>
</message>
<message>
<source>Neither holds</source>
<translation type="unfinished">Ninguno vale</translation>
</message>
<message>
<source>Settle</source>
<translation type="unfinished">Resolver</translation>
</message>
<message>
<source>The request log of 19:00 shows one account</source>
<translation type="unfinished">El registro de peticiones de las 19:00 muestra una cuenta</translation>
</message>
<message>
<source>Which one holds?</source>
<translation type="unfinished">¿Cuál vale?</translation>
</message>
<message>
<source>Why</source>
<translation type="unfinished">Por qué</translation>
</message>
<message>
<source>what was asked, and what came out</source>
<translation type="unfinished">qué se preguntó, y qué salió</translation>
</message>
<message>
<source>{name} holds</source>
<translation type="unfinished">{name} vale</translation>
</message>
<message>
<source>{one} against {other}</source>
<translation type="unfinished">{one} frente a {other}</translation>
</message>
</context>
<context>
<name>SeverityButton</name>
<message>
<source>{severity}: press to set it</source>
<translation type="unfinished">{severity}: pulse para ponerla</translation>
</message>
</context>
<context>
<name>SeverityChip</name>
<message>
<source>Severity not set</source>
<translation type="unfinished">Gravedad sin poner</translation>
</message>
</context>
<context>
<name>SeverityDialog</name>
<message>
<source>Choose one of the severities.</source>
<translation type="unfinished">Elija una de las gravedades.</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>In doubt take the higher one; lowering it later is cheap</source>
<translation type="unfinished">En la duda tome la mayor; bajarla después cuesta poco</translation>
</message>
<message>
<source>No reason now</source>
<translation type="unfinished">Ahora sin motivo</translation>
</message>
<message>
<source>Set</source>
<translation type="unfinished">Poner</translation>
</message>
<message>
<source>Set {severity}</source>
<translation type="unfinished">Poner {severity}</translation>
</message>
<message>
<source>The record says that none was given</source>
<translation type="unfinished">El registro dice que no se dio ninguno</translation>
</message>
<message>
<source>What does it do to customers?</source>
<translation type="unfinished">¿Qué les hace a los clientes?</translation>
</message>
<message>
<source>Why? Some words, or Ctrl+Enter for “no reason given”.</source>
<translation type="unfinished">¿Por qué? Unas palabras, o Ctrl+Enter para «sin motivo».</translation>
</message>
<message>
<source>now {severity}</source>
<translation type="unfinished">ahora {severity}</translation>
</message>
</context>
<context>
<name>SeverityForm</name>
<message>
<source>What do we know now that we did not?</source>
<translation type="unfinished">¿Qué sabemos ahora que no sabíamos?</translation>
</message>
<message>
<source>Why</source>
<translation type="unfinished">Por qué</translation>
</message>
<message>
<source>goes on the timeline with it</source>
<translation type="unfinished">va con ello a la cronología</translation>
</message>
</context>
<context>
<name>Shared</name>
<message>
<source>Connection</source>
<translation type="unfinished">Conexión</translation>
</message>
<message>
<source>Copy</source>
<translation type="unfinished">Copiar</translation>
</message>
<message>
<source>Desks</source>
<translation type="unfinished">Puestos</translation>
</message>
<message>
<source>Do not wait</source>
<translation type="unfinished">No esperar</translation>
</message>
<message>
<source>Join</source>
<translation type="unfinished">Unirse</translation>
</message>
<message>
<source>Join line</source>
<translation type="unfinished">Línea de acceso</translation>
</message>
<message>
<source>Join line, or the address of a database</source>
<translation type="unfinished">Línea de acceso, o la dirección de una base de datos</translation>
</message>
<message>
<source>Let in</source>
<translation type="unfinished">Admitir</translation>
</message>
<message>
<source>Let somebody in</source>
<translation type="unfinished">Admitir a alguien</translation>
</message>
<message>
<source>Make one there</source>
<translation type="unfinished">Crear una allí</translation>
</message>
<message>
<source>Name</source>
<translation type="unfinished">Nombre</translation>
</message>
<message>
<source>Test connection</source>
<translation type="unfinished">Probar la conexión</translation>
</message>
<message>
<source>Their join line</source>
<translation type="unfinished">Su línea de acceso</translation>
</message>
<message>
<source>Waiting entries</source>
<translation type="unfinished">Entradas en espera</translation>
</message>
<message>
<source>What they may do</source>
<translation type="unfinished">Qué pueden hacer</translation>
</message>
<message>
<source>Who is let in</source>
<translation type="unfinished">A quién se admite</translation>
</message>
<message>
<source>its key is kept where this desk keeps its own, never in this line</source>
<translation type="unfinished">su clave se guarda donde este puesto guarda las suyas, nunca en esta línea</translation>
</message>
<message>
<source>postgresql://NAME:KEY@HOST/DATABASE</source>
<translation type="unfinished">postgresql://NOMBRE:CLAVE@EQUIPO/BASE</translation>
</message>
<message>
<source>their own line, for one desk, once</source>
<translation type="unfinished">su propia línea, para un puesto, una vez</translation>
</message>
</context>
<context>
<name>SharedAdvice</name>
<message>
<source>Ask an administrator of the record for a new join line</source>
<translation type="unfinished">Pida a la administración del registro una nueva línea de acceso</translation>
</message>
<message>
<source>Ask an administrator of the record whether this desk was shut out</source>
<translation type="unfinished">Pregunte a la administración si este puesto fue excluido</translation>
</message>
<message>
<source>Ask whoever keeps the server for its certificate, and do not go on without it</source>
<translation type="unfinished">Pregunte a quien lleva el servidor por su certificado, y no siga sin él</translation>
</message>
<message>
<source>Ask whoever keeps the server to look at it</source>
<translation type="unfinished">Pida a quien lleva el servidor que lo mire</translation>
</message>
<message>
<source>Ask whoever keeps the server whether it runs, and the network people to let this computer through</source>
<translation type="unfinished">Pregunte a quien lleva el servidor si funciona, y a los de la red que dejen pasar a este equipo</translation>
</message>
<message>
<source>Check the name; then ask the network people whether this computer can look it up</source>
<translation type="unfinished">Compruebe el nombre; luego pregunte a los de la red si este equipo puede resolverlo</translation>
</message>
<message>
<source>Copy what to tell them</source>
<translation type="unfinished">Copiar lo que hay que decirles</translation>
</message>
<message>
<source>Nothing was reached yet: it may be the cable, the Wi-Fi, or a letter in the name.</source>
<translation type="unfinished">Aún no se alcanzó nada: puede ser el cable, el wifi o una letra del nombre.</translation>
</message>
<message>
<source>Set this computer's clock right</source>
<translation type="unfinished">Poner en hora este equipo</translation>
</message>
<message>
<source>The name was found, so it is neither the name nor your key.</source>
<translation type="unfinished">El nombre se encontró, así que no es ni el nombre ni su clave.</translation>
</message>
<message>
<source>The server answers, and does not prove to be the one that was asked for.</source>
<translation type="unfinished">El servidor responde y no prueba ser el que se pidió.</translation>
</message>
<message>
<source>The server answers, and does not take the key of this desk.</source>
<translation type="unfinished">El servidor responde y no acepta la clave de este puesto.</translation>
</message>
<message>
<source>The server takes the key, and lets nobody of this desk in.</source>
<translation type="unfinished">El servidor acepta la clave y no admite a nadie de este puesto.</translation>
</message>
<message>
<source>The way is open and the key is right; the server itself is not ready.</source>
<translation type="unfinished">El camino está abierto y la clave es correcta; el propio servidor no está listo.</translation>
</message>
<message>
<source>What it writes would stand in the future on every other desk, so nothing of it is taken.</source>
<translation type="unfinished">Lo que escribe estaría en el futuro en todos los demás puestos, así que no se acepta nada.</translation>
</message>
</context>
<context>
<name>SharedAnswers</name>
<message>
<source>Answer time, last hour</source>
<translation type="unfinished">Tiempo de respuesta, última hora</translation>
</message>
<message>
<source>no answer for {span}; work goes on here</source>
<translation type="unfinished">sin respuesta desde hace {span}; aquí el trabajo sigue</translation>
</message>
<message>
<source>nothing was asked yet</source>
<translation type="unfinished">aún no se preguntó nada</translation>
</message>
<message>
<source>now</source>
<translation type="unfinished">ahora</translation>
</message>
<message>
<source>{count} ms in the last minute</source>
<translation type="unfinished">{count} ms en el último minuto</translation>
</message>
</context>
<context>
<name>SharedArchive</name>
<message>
<source>1 incident</source>
<translation type="unfinished">1 incidente</translation>
</message>
<message>
<source>Archive {archive} has {incidents}; {entries} entries were moved there now.</source>
<translation type="unfinished">El archivo {archive} tiene {incidents}; {entries} entradas se movieron allí ahora.</translation>
</message>
<message>
<source>Desks that have them keep them; a desk that joins later lists them, and brings one when somebody opens it. What is open, restricted, or was written in within 30 days stays.</source>
<translation type="unfinished">Los puestos que los tienen los conservan; un puesto que se una después los lista y trae uno cuando alguien lo abre. Lo abierto, restringido o escrito en los últimos 30 días se queda.</translation>
</message>
<message>
<source>Left where they are: {what}</source>
<translation type="unfinished">Se queda donde está: {what}</translation>
</message>
<message>
<source>Move to the archive</source>
<translation type="unfinished">Mover al archivo</translation>
</message>
<message>
<source>Moving: {done} entries moved</source>
<translation type="unfinished">Moviendo: {done} entradas movidas</translation>
</message>
<message>
<source>Moving: {done} of {count} incidents are marked</source>
<translation type="unfinished">Moviendo: {done} de {count} incidentes marcados</translation>
</message>
<message>
<source>Moving…</source>
<translation type="unfinished">Moviendo…</translation>
</message>
<message>
<source>Old incidents</source>
<translation type="unfinished">Incidentes antiguos</translation>
</message>
<message>
<source>Stop</source>
<translation type="unfinished">Parar</translation>
</message>
<message>
<source>Stopping…</source>
<translation type="unfinished">Parando…</translation>
</message>
<message>
<source>The year whose incidents are moved</source>
<translation type="unfinished">El año cuyos incidentes se mueven</translation>
</message>
<message>
<source>no finished year has any here</source>
<translation type="unfinished">ningún año terminado tiene alguno aquí</translation>
</message>
<message>
<source>{count} incidents</source>
<translation type="unfinished">{count} incidentes</translation>
</message>
</context>
<context>
<name>SharedDesks</name>
<message>
<source>1 waits</source>
<translation type="unfinished">1 espera</translation>
</message>
<message>
<source>Shut out</source>
<translation type="unfinished">Excluir</translation>
</message>
<message>
<source>Shut out {name}</source>
<translation type="unfinished">Excluir a {name}</translation>
</message>
<message>
<source>clock right</source>
<translation type="unfinished">reloj bien</translation>
</message>
<message>
<source>clock {seconds} s ahead</source>
<translation type="unfinished">reloj {seconds} s adelantado</translation>
</message>
<message>
<source>clock {seconds} s behind</source>
<translation type="unfinished">reloj {seconds} s atrasado</translation>
</message>
<message>
<source>heard {clock}</source>
<translation type="unfinished">oído {clock}</translation>
</message>
<message>
<source>never heard</source>
<translation type="unfinished">nunca oído</translation>
</message>
<message>
<source>nothing waits</source>
<translation type="unfinished">nada espera</translation>
</message>
<message>
<source>shut out</source>
<translation type="unfinished">excluir</translation>
</message>
<message>
<source>the loss of the server may lose the last seconds, until desks share them again</source>
<translation type="unfinished">perder el servidor puede costar los últimos segundos, hasta que los puestos los compartan de nuevo</translation>
</message>
<message>
<source>what is acknowledged survives the loss of the server</source>
<translation type="unfinished">lo confirmado sobrevive a la pérdida del servidor</translation>
</message>
<message>
<source>{count} wait</source>
<translation type="unfinished">{count} esperan</translation>
</message>
<message>
<source>{name}, this desk</source>
<translation type="unfinished">{name}, este puesto</translation>
</message>
</context>
<context>
<name>SharedGuests</name>
<message>
<source>For {name}, to be used once. Hand it over where nobody else reads it; it is not shown again.</source>
<translation type="unfinished">Para {name}, de un solo uso. Entréguela donde nadie más la lea; no se muestra otra vez.</translation>
</message>
<message>
<source>From this moment they read and write nothing there any more. What is on their disk stays there.</source>
<translation type="unfinished">Desde este momento no leen ni escriben nada allí. Lo que hay en su disco se queda allí.</translation>
</message>
<message>
<source>Leave it as it is</source>
<translation type="unfinished">Dejarlo como está</translation>
</message>
<message>
<source>Making a line for them…</source>
<translation type="unfinished">Haciendo una línea para ellos…</translation>
</message>
<message>
<source>Shut out {name}</source>
<translation type="unfinished">Excluir a {name}</translation>
</message>
<message>
<source>Shut out {name}?</source>
<translation type="unfinished">¿Excluir a {name}?</translation>
</message>
<message>
<source>Shutting them out…</source>
<translation type="unfinished">Excluyendo…</translation>
</message>
</context>
<context>
<name>SharedPage</name>
<message>
<source>Coming in…</source>
<translation type="unfinished">Entrando…</translation>
</message>
<message>
<source>Going the way to the server…</source>
<translation type="unfinished">Recorriendo el camino al servidor…</translation>
</message>
<message>
<source>Making the shared database…</source>
<translation type="unfinished">Creando la base de datos compartida…</translation>
</message>
<message>
<source>No answer since {clock}</source>
<translation type="unfinished">Sin respuesta desde {clock}</translation>
</message>
<message>
<source>Paste your join line; or a server's address, to make a shared database there.</source>
<translation type="unfinished">Pegue su línea de acceso; o la dirección de un servidor, para crear allí una base de datos compartida.</translation>
</message>
<message>
<source>Shared record</source>
<translation type="unfinished">Registro compartido</translation>
</message>
<message>
<source>asking…</source>
<translation type="unfinished">preguntando…</translation>
</message>
<message>
<source>connected</source>
<translation type="unfinished">conectado</translation>
</message>
<message>
<source>shared with nobody</source>
<translation type="unfinished">no compartido con nadie</translation>
</message>
<message>
<source>{name} shares the record there as {level}; the join line is used up.</source>
<translation type="unfinished">{name} comparte allí el registro como {level}; la línea de acceso está gastada.</translation>
</message>
<message>
<source>{name} shares the record there; the join line is used up.</source>
<translation type="unfinished">{name} comparte allí el registro; la línea de acceso está gastada.</translation>
</message>
</context>
<context>
<name>SharedWaiting</name>
<message>
<source>Nothing waits: others can read all that was written here.</source>
<translation type="unfinished">Nada espera: los demás pueden leer todo lo escrito aquí.</translation>
</message>
<message>
<source>Nothing waits: this record is shared with nobody.</source>
<translation type="unfinished">Nada espera: este registro no se comparte con nadie.</translation>
</message>
<message>
<source>The entry goes out</source>
<translation type="unfinished">La entrada sale</translation>
</message>
<message>
<source>When it comes back</source>
<translation type="unfinished">Cuándo vuelve</translation>
</message>
<message>
<source>{count} entries go out, the oldest first</source>
<translation type="unfinished">{count} entradas salen, la más antigua primero</translation>
</message>
<message>
<source>{count} more, oldest {clock}</source>
<translation type="unfinished">{count} más, la más antigua {clock}</translation>
</message>
<message>
<source>{count}, oldest {span}</source>
<translation type="unfinished">{count}, la más antigua {span}</translation>
</message>
<message>
<source>{first}; then what the others wrote comes in. Nothing is sent twice.</source>
<translation type="unfinished">{first}; luego entra lo que escribieron los demás. Nada se envía dos veces.</translation>
</message>
</context>
<context>
<name>SharedWay</name>
<message>
<source>Clock</source>
<translation type="unfinished">Reloj</translation>
</message>
<message>
<source>Door (port)</source>
<translation type="unfinished">Puerta (puerto)</translation>
</message>
<message>
<source>Name</source>
<translation type="unfinished">Nombre</translation>
</message>
<message>
<source>Sealed line (TLS)</source>
<translation type="unfinished">Línea sellada (TLS)</translation>
</message>
<message>
<source>Version</source>
<translation type="unfinished">Versión</translation>
</message>
<message>
<source>Your key</source>
<translation type="unfinished">Su clave</translation>
</message>
<message>
<source>Your rights</source>
<translation type="unfinished">Sus derechos</translation>
</message>
<message>
<source>all {count} open, tested just now</source>
<translation type="unfinished">los {count} abiertos, probados ahora mismo</translation>
</message>
<message>
<source>not reached</source>
<translation type="unfinished">no alcanzado</translation>
</message>
<message>
<source>not tried yet</source>
<translation type="unfinished">aún sin probar</translation>
</message>
<message>
<source>{count} ms</source>
<translation type="unfinished">{count} ms</translation>
</message>
<message>
<source>{count} of {all} open; here it ends</source>
<translation type="unfinished">{count} de {all} abiertos; aquí termina</translation>
</message>
</context>
<context>
<name>Shell</name>
<message>
<source>Alerts</source>
<translation type="unfinished">Alertas</translation>
</message>
<message>
<source>Alerts of monitors, and warnings</source>
<translation type="unfinished">Alertas de monitores, y avisos</translation>
</message>
<message>
<source>Board</source>
<translation type="unfinished">Tablero</translation>
</message>
<message>
<source>Close this board</source>
<translation type="unfinished">Cerrar este tablero</translation>
</message>
<message>
<source>Comms</source>
<translation type="unfinished">Comun.</translation>
</message>
<message>
<source>Communications</source>
<translation type="unfinished">Comunicación</translation>
</message>
<message>
<source>Declare incident</source>
<translation type="unfinished">Declarar incidente</translation>
</message>
<message>
<source>Find what can be done</source>
<translation type="unfinished">Encontrar qué se puede hacer</translation>
</message>
<message>
<source>Full screen</source>
<translation type="unfinished">Pantalla completa</translation>
</message>
<message>
<source>Go to an incident</source>
<translation type="unfinished">Ir a un incidente</translation>
</message>
<message>
<source>Go to the board before</source>
<translation type="unfinished">Ir al tablero anterior</translation>
</message>
<message>
<source>Go to the next board</source>
<translation type="unfinished">Ir al tablero siguiente</translation>
</message>
<message>
<source>Help on what is in front</source>
<translation type="unfinished">Ayuda sobre lo que está delante</translation>
</message>
<message>
<source>Investigations</source>
<translation type="unfinished">Investigaciones</translation>
</message>
<message>
<source>Is it us?</source>
<translation type="unfinished">¿Somos nosotros?</translation>
</message>
<message>
<source>Is it us? Reports of customers</source>
<translation type="unfinished">¿Somos nosotros? Reportes de clientes</translation>
</message>
<message>
<source>Keys and commands</source>
<translation type="unfinished">Teclas y órdenes</translation>
</message>
<message>
<source>Lock</source>
<translation type="unfinished">Bloquear</translation>
</message>
<message>
<source>Lock, for whoever sits down next</source>
<translation type="unfinished">Bloquear, para quien se siente después</translation>
</message>
<message>
<source>Locks in {count} s</source>
<translation type="unfinished">Se bloquea en {count} s</translation>
</message>
<message>
<source>Make a bundle</source>
<translation type="unfinished">Hacer un paquete</translation>
</message>
<message>
<source>Opening the record</source>
<translation type="unfinished">Abriendo el registro</translation>
</message>
<message>
<source>Plan</source>
<translation type="unfinished">Plan</translation>
</message>
<message>
<source>Put an incident beside this one</source>
<translation type="unfinished">Poner un incidente al lado de este</translation>
</message>
<message>
<source>Quit</source>
<translation type="unfinished">Salir</translation>
</message>
<message>
<source>Review</source>
<translation type="unfinished">Revisión</translation>
</message>
<message>
<source>Review an incident of the past</source>
<translation type="unfinished">Revisar un incidente pasado</translation>
</message>
<message>
<source>Save the incident as a page</source>
<translation type="unfinished">Guardar el incidente como página</translation>
</message>
<message>
<source>Search the record</source>
<translation type="unfinished">Buscar en el registro</translation>
</message>
<message>
<source>Settings</source>
<translation type="unfinished">Ajustes</translation>
</message>
<message>
<source>Show the wall, or take it away</source>
<translation type="unfinished">Mostrar la pared, o quitarla</translation>
</message>
<message>
<source>Take the tour of the window</source>
<translation type="unfinished">Hacer la visita de la ventana</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">Tareas</translation>
</message>
<message>
<source>Tasks and promises of all incidents</source>
<translation type="unfinished">Tareas y promesas de todos los incidentes</translation>
</message>
<message>
<source>Wall</source>
<translation type="unfinished">Pared</translation>
</message>
<message>
<source>What was like this incident</source>
<translation type="unfinished">Qué se parecía a este incidente</translation>
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
<translation type="unfinished">Las alertas con todas estas etiquetas no suenan; siguen en la lista como silenciadas.</translation>
</message>
<message>
<source>For how long</source>
<translation type="unfinished">Durante cuánto</translation>
</message>
<message>
<source>Silence</source>
<translation type="unfinished">Silenciar</translation>
</message>
<message>
<source>Silence alerts</source>
<translation type="unfinished">Silenciar alertas</translation>
</message>
<message>
<source>The same by keys: /silence-alerts</source>
<translation type="unfinished">Lo mismo con teclas: /silence-alerts</translation>
</message>
<message>
<source>What</source>
<translation type="unfinished">Qué</translation>
</message>
<message>
<source>Why</source>
<translation type="unfinished">Por qué</translation>
</message>
<message>
<source>Why nobody should be rung for that</source>
<translation type="unfinished">Por qué no hay que despertar a nadie por eso</translation>
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
<translation type="unfinished">Se fijó una línea</translation>
</message>
<message>
<source>A line was taken back</source>
<translation type="unfinished">Se retiró una línea</translation>
</message>
<message>
<source>A mark on a line</source>
<translation type="unfinished">Una marca en una línea</translation>
</message>
<message>
<source>A message was changed</source>
<translation type="unfinished">Se cambió un mensaje</translation>
</message>
<message>
<source>A monitor fell silent</source>
<translation type="unfinished">Un monitor enmudeció</translation>
</message>
<message>
<source>A monitor is heard</source>
<translation type="unfinished">Se oye un monitor</translation>
</message>
<message>
<source>A monitor may send alerts</source>
<translation type="unfinished">Un monitor puede enviar alertas</translation>
</message>
<message>
<source>A monitor may send no more alerts</source>
<translation type="unfinished">Un monitor ya no puede enviar alertas</translation>
</message>
<message>
<source>A silence for alerts is over</source>
<translation type="unfinished">Un silencio de alertas terminó</translation>
</message>
<message>
<source>A version of the plan</source>
<translation type="unfinished">Una versión del plan</translation>
</message>
<message>
<source>Alerts are silenced</source>
<translation type="unfinished">Alertas silenciadas</translation>
</message>
<message>
<source>Alerts belong to an incident</source>
<translation type="unfinished">Las alertas pertenecen a un incidente</translation>
</message>
<message>
<source>Alerts do not belong to an incident</source>
<translation type="unfinished">Las alertas no pertenecen a un incidente</translation>
</message>
<message>
<source>Alerts of a monitor</source>
<translation type="unfinished">Alertas de un monitor</translation>
</message>
<message>
<source>Alerts were turned away</source>
<translation type="unfinished">Se rechazaron alertas</translation>
</message>
<message>
<source>An answer begins to go to customers by e-mail</source>
<translation type="unfinished">Una respuesta empieza a ir a clientes por correo</translation>
</message>
<message>
<source>An answer is to go to customers by e-mail once more</source>
<translation type="unfinished">Una respuesta debe ir otra vez a clientes por correo</translation>
</message>
<message>
<source>An answer went to customers by e-mail</source>
<translation type="unfinished">Una respuesta fue a clientes por correo</translation>
</message>
<message>
<source>An early warning</source>
<translation type="unfinished">Un aviso temprano</translation>
</message>
<message>
<source>An early warning is over</source>
<translation type="unfinished">Un aviso temprano terminó</translation>
</message>
<message>
<source>An incident was opened</source>
<translation type="unfinished">Se abrió un incidente</translation>
</message>
<message>
<source>An on-call list was read in</source>
<translation type="unfinished">Se leyó una lista de guardia</translation>
</message>
<message>
<source>An update begins to go to subscribers</source>
<translation type="unfinished">Una novedad empieza a ir a suscriptores</translation>
</message>
<message>
<source>An update went to subscribers</source>
<translation type="unfinished">Una novedad fue a suscriptores</translation>
</message>
<message>
<source>Cause map: a link</source>
<translation type="unfinished">Mapa de causas: un enlace</translation>
</message>
<message>
<source>Change of somebody's rights asked for</source>
<translation type="unfinished">Se pidió cambiar los derechos de alguien</translation>
</message>
<message>
<source>Contacts were checked</source>
<translation type="unfinished">Se comprobaron los contactos</translation>
</message>
<message>
<source>Erasure asked for</source>
<translation type="unfinished">Se pidió el borrado</translation>
</message>
<message>
<source>Findings compared</source>
<translation type="unfinished">Hallazgos comparados</translation>
</message>
<message>
<source>How often alerts were repeated</source>
<translation type="unfinished">Cuántas veces se repitieron alertas</translation>
</message>
<message>
<source>How to reach a customer</source>
<translation type="unfinished">Cómo contactar a un cliente</translation>
</message>
<message>
<source>Letters typed in a draft</source>
<translation type="unfinished">Letras escritas en un borrador</translation>
</message>
<message>
<source>More reports of customers than usual</source>
<translation type="unfinished">Más reportes de clientes de lo habitual</translation>
</message>
<message>
<source>Nobody looks after alerts any more</source>
<translation type="unfinished">Nadie se ocupa ya de alertas</translation>
</message>
<message>
<source>Reports of customers</source>
<translation type="unfinished">Reportes de clientes</translation>
</message>
<message>
<source>Reports of customers were turned away</source>
<translation type="unfinished">Se rechazaron reportes de clientes</translation>
</message>
<message>
<source>Severity, for what goes out</source>
<translation type="unfinished">Gravedad, para lo que sale</translation>
</message>
<message>
<source>Somebody is asked whether they can be reached</source>
<translation type="unfinished">Se pregunta a alguien si está localizable</translation>
</message>
<message>
<source>Somebody looks after alerts</source>
<translation type="unfinished">Alguien se ocupa de alertas</translation>
</message>
<message>
<source>Somebody subscribed to the status page</source>
<translation type="unfinished">Alguien se suscribió a la página de estado</translation>
</message>
<message>
<source>Somebody wants no more of the status page</source>
<translation type="unfinished">Alguien no quiere más de la página de estado</translation>
</message>
<message>
<source>Somebody was tried, to see whether they answer</source>
<translation type="unfinished">Se probó si alguien responde</translation>
</message>
<message>
<source>Somebody's name</source>
<translation type="unfinished">El nombre de alguien</translation>
</message>
<message>
<source>Somebody's rights were changed</source>
<translation type="unfinished">Se cambiaron los derechos de alguien</translation>
</message>
<message>
<source>Something was changed</source>
<translation type="unfinished">Algo se cambió</translation>
</message>
<message>
<source>What reports of customers come to</source>
<translation type="unfinished">En qué quedan los reportes de clientes</translation>
</message>
<message>
<source>Whether an early warning was right</source>
<translation type="unfinished">Si un aviso temprano acertó</translation>
</message>
<message>
<source>Who approves what goes out</source>
<translation type="unfinished">Quién aprueba lo que sale</translation>
</message>
<message>
<source>Who leads an investigation</source>
<translation type="unfinished">Quién dirige una investigación</translation>
</message>
<message>
<source>Words were erased</source>
<translation type="unfinished">Se borraron palabras</translation>
</message>
</context>
<context>
<name>Sounding</name>
<message>
<source>No sound device took it: {why}</source>
<translation type="unfinished">Ningún dispositivo de sonido lo aceptó: {why}</translation>
</message>
<message>
<source>Nothing here plays sounds: pw-play, paplay or aplay is needed</source>
<translation type="unfinished">Aquí nada reproduce sonidos: hace falta pw-play, paplay o aplay</translation>
</message>
<message>
<source>The sound could not be played: {why}</source>
<translation type="unfinished">No se pudo reproducir el sonido: {why}</translation>
</message>
<message>
<source>The sound device does not answer</source>
<translation type="unfinished">El dispositivo de sonido no responde</translation>
</message>
</context>
<context>
<name>SourcesPage</name>
<message>
<source>Address of {source}</source>
<translation type="unfinished">Dirección de {source}</translation>
</message>
<message>
<source>CSV</source>
<translation type="unfinished">CSV</translation>
</message>
<message>
<source>Change</source>
<translation type="unfinished">Cambiar</translation>
</message>
<message>
<source>Hide</source>
<translation type="unfinished">Ocultar</translation>
</message>
<message>
<source>It is asked from here no more.</source>
<translation type="unfinished">Ya no se le pregunta desde aquí.</translation>
</message>
<message>
<source>Its address is gone from where it was kept: give it once more.</source>
<translation type="unfinished">Su dirección ya no está donde se guardaba: désela otra vez.</translation>
</message>
<message>
<source>JSON</source>
<translation type="unfinished">JSON</translation>
</message>
<message>
<source>Keep</source>
<translation type="unfinished">Guardar</translation>
</message>
<message>
<source>Kept. Test it.</source>
<translation type="unfinished">Guardado. Pruébelo.</translation>
</message>
<message>
<source>Not set up at this desk; {about}</source>
<translation type="unfinished">Sin configurar en este puesto; {about}</translation>
</message>
<message>
<source>One moment…</source>
<translation type="unfinished">Un momento…</translation>
</message>
<message>
<source>Organisation, if Mimir asks for one</source>
<translation type="unfinished">Organización, si Mimir pide una</translation>
</message>
<message>
<source>Prometheus</source>
<translation type="unfinished">Prometheus</translation>
</message>
<message>
<source>Remove</source>
<translation type="unfinished">Quitar</translation>
</message>
<message>
<source>SQL database</source>
<translation type="unfinished">Base de datos SQL</translation>
</message>
<message>
<source>Set up</source>
<translation type="unfinished">Configurar</translation>
</message>
<message>
<source>Set up here; {about}</source>
<translation type="unfinished">Configurado aquí; {about}</translation>
</message>
<message>
<source>Show</source>
<translation type="unfinished">Mostrar</translation>
</message>
<message>
<source>Test</source>
<translation type="unfinished">Prueba</translation>
</message>
<message>
<source>The plan asks it for nothing: name its series in the plan, under Watched series.</source>
<translation type="unfinished">El plan no le pide nada: nombre sus series en el plan, en Series vigiladas.</translation>
</message>
<message>
<source>The plan names no series to watch yet: add them in the plan, under Watched series.</source>
<translation type="unfinished">El plan aún no nombra series que vigilar: añádalas en el plan, en Series vigiladas.</translation>
</message>
<message>
<source>The plan says which series are watched; where this desk reads them is a secret of this machine, and never on the record. One desk at a time asks each source, and a change in a pattern is a warning.</source>
<translation type="unfinished">El plan dice qué series se vigilan; dónde las lee este puesto es un secreto de esta máquina y nunca está en el registro. Un puesto cada vez pregunta a cada fuente, y un cambio de patrón es un aviso.</translation>
</message>
<message>
<source>This home is a demo, or only read here: it asks no real source.</source>
<translation type="unfinished">Esta carpeta es una demo, o solo se lee aquí: no pregunta a ninguna fuente real.</translation>
</message>
<message>
<source>Token, if any</source>
<translation type="unfinished">Token, si hay</translation>
</message>
<message>
<source>and {count} more</source>
<translation type="unfinished">y {count} más</translation>
</message>
<message>
<source>asked for 1 series</source>
<translation type="unfinished">preguntada por 1 serie</translation>
</message>
<message>
<source>asked for {count} series</source>
<translation type="unfinished">preguntada por {count} series</translation>
</message>
<message>
<source>the plan asks it for nothing</source>
<translation type="unfinished">el plan no le pide nada</translation>
</message>
<message>
<source>{title}: it answers, and has nothing of that name for the last minutes.</source>
<translation type="unfinished">{title}: responde, y no tiene nada con ese nombre en los últimos minutos.</translation>
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
<translation type="unfinished">El correo llega tarde</translation>
</message>
<message>
<source>Nothing is lost, and one key takes it back</source>
<translation type="unfinished">No se pierde nada, y una tecla lo retira</translation>
</message>
<message>
<source>Severity later</source>
<translation type="unfinished">Gravedad después</translation>
</message>
<message>
<source>Severity of the second incident</source>
<translation type="unfinished">Gravedad del segundo incidente</translation>
</message>
<message>
<source>Split it off</source>
<translation type="unfinished">Separarlo</translation>
</message>
<message>
<source>Split off a second incident</source>
<translation type="unfinished">Separar un segundo incidente</translation>
</message>
<message>
<source>The second: {words}</source>
<translation type="unfinished">La segunda: {words}</translation>
</message>
<message>
<source>Title of the second incident</source>
<translation type="unfinished">Título del segundo incidente</translation>
</message>
<message>
<source>What belongs to it?</source>
<translation type="unfinished">¿Qué le pertenece?</translation>
</message>
<message>
<source>What can go along; Space chooses, Shift+Space a stretch</source>
<translation type="unfinished">Qué puede ir también; Espacio elige, Mayús+Espacio un tramo</translation>
</message>
<message>
<source>What is the second incident?</source>
<translation type="unfinished">¿Cuál es el segundo incidente?</translation>
</message>
<message>
<source>Where is {role}?</source>
<translation type="unfinished">¿Dónde está {role}?</translation>
</message>
<message>
<source>Who goes along?</source>
<translation type="unfinished">¿Quién va también?</translation>
</message>
<message>
<source>Words to narrow the list down</source>
<translation type="unfinished">Palabras para acortar la lista</translation>
</message>
<message>
<source>else they stay here</source>
<translation type="unfinished">si no, se quedan aquí</translation>
</message>
<message>
<source>goes there</source>
<translation type="unfinished">va allí</translation>
</message>
<message>
<source>in both</source>
<translation type="unfinished">en ambos</translation>
</message>
<message>
<source>stays here</source>
<translation type="unfinished">se queda aquí</translation>
</message>
<message>
<source>{count} of {all} chosen</source>
<translation type="unfinished">{count} de {all} elegidos</translation>
</message>
</context>
<context>
<name>SplitWords</name>
<message>
<source>1 line</source>
<translation type="unfinished">1 línea</translation>
</message>
<message>
<source>Ctrl+Z on the empty command line takes it back, and everything comes home.</source>
<translation type="unfinished">Ctrl+Z en la línea vacía lo retira, y todo vuelve a casa.</translation>
</message>
<message>
<source>Free in {number}, as they go along: {people}.</source>
<translation type="unfinished">Libres en {number}, porque van también: {people}.</translation>
</message>
<message>
<source>In both: {people}.</source>
<translation type="unfinished">En ambos: {people}.</translation>
</message>
<message>
<source>In {number} stay: {what}.</source>
<translation type="unfinished">En {number} se quedan: {what}.</translation>
</message>
<message>
<source>Nothing is chosen yet.</source>
<translation type="unfinished">Aún no hay nada elegido.</translation>
</message>
<message>
<source>Only in {number}: {people}.</source>
<translation type="unfinished">Solo en {number}: {people}.</translation>
</message>
<message>
<source>The clocks and the fact sheet of {number}, and what was promised or drafted, go on there.</source>
<translation type="unfinished">Los relojes y la hoja de hechos de {number}, y lo prometido o redactado, siguen allí.</translation>
</message>
<message>
<source>There go, with their times: {what}. Here each says where it went.</source>
<translation type="unfinished">Allí van, con sus horas: {what}. Aquí cada uno dice adónde fue.</translation>
</message>
<message>
<source>course {numbers}</source>
<translation type="unfinished">medida {numbers}</translation>
</message>
<message>
<source>courses {numbers}</source>
<translation type="unfinished">medidas {numbers}</translation>
</message>
<message>
<source>question {numbers}</source>
<translation type="unfinished">pregunta {numbers}</translation>
</message>
<message>
<source>questions {numbers}</source>
<translation type="unfinished">preguntas {numbers}</translation>
</message>
<message>
<source>task {numbers}</source>
<translation type="unfinished">tarea {numbers}</translation>
</message>
<message>
<source>tasks {numbers}</source>
<translation type="unfinished">tareas {numbers}</translation>
</message>
<message>
<source>{count} lines</source>
<translation type="unfinished">{count} líneas</translation>
</message>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} más</translation>
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
<translation type="unfinished">1 queda libre</translation>
</message>
<message>
<source>1 does not go out</source>
<translation type="unfinished">1 no sale</translation>
</message>
<message>
<source>1 is not needed</source>
<translation type="unfinished">1 no hace falta</translation>
</message>
<message>
<source>A draft for exactly those who were told</source>
<translation type="unfinished">Un borrador para justo quienes fueron informados</translation>
</message>
<message>
<source>Clocks</source>
<translation type="unfinished">Relojes</translation>
</message>
<message>
<source>Copy the draft</source>
<translation type="unfinished">Copiar el borrador</translation>
</message>
<message>
<source>Ctrl+Enter</source>
<translation type="unfinished">Ctrl+Enter</translation>
</message>
<message>
<source>Draft for those who were told</source>
<translation type="unfinished">Borrador para quienes fueron informados</translation>
</message>
<message>
<source>Everything that is due or promised, and asking who has not answered</source>
<translation type="unfinished">Todo lo que vence o se prometió, y preguntar a quien no respondió</translation>
</message>
<message>
<source>It ends, in one step</source>
<translation type="unfinished">Termina, en un paso</translation>
</message>
<message>
<source>Messages</source>
<translation type="unfinished">Mensajes</translation>
</message>
<message>
<source>Nobody was told, so nobody has to hear it.</source>
<translation type="unfinished">No se dijo a nadie, así que nadie tiene que oírlo.</translation>
</message>
<message>
<source>Roles</source>
<translation type="unfinished">Roles</translation>
</message>
<message>
<source>Stand down</source>
<translation type="unfinished">Desactivar</translation>
</message>
<message>
<source>Stand down: nothing was wrong</source>
<translation type="unfinished">Desactivar: nada iba mal</translation>
</message>
<message>
<source>Taken back, it all goes on</source>
<translation type="unfinished">Retirado, todo sigue</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">Tareas</translation>
</message>
<message>
<source>The impact and everything that is due or promised</source>
<translation type="unfinished">El impacto y todo lo que vence o se prometió</translation>
</message>
<message>
<source>The page came from a test of the monitoring</source>
<translation type="unfinished">La llamada vino de una prueba de la vigilancia</translation>
</message>
<message>
<source>What was checked</source>
<translation type="unfinished">Qué se comprobó</translation>
</message>
<message>
<source>What was checked?</source>
<translation type="unfinished">¿Qué se comprobó?</translation>
</message>
<message>
<source>in a sentence</source>
<translation type="unfinished">en una frase</translation>
</message>
<message>
<source>message {number} ({channel})</source>
<translation type="unfinished">mensaje {number} ({channel})</translation>
</message>
<message>
<source>none</source>
<translation type="unfinished">ninguno</translation>
</message>
<message>
<source>whoever got the message</source>
<translation type="unfinished">quien recibió el mensaje</translation>
</message>
<message>
<source>whoever got the {count} messages</source>
<translation type="unfinished">quien recibió los {count} mensajes</translation>
</message>
<message>
<source>{count} are not needed</source>
<translation type="unfinished">{count} no hacen falta</translation>
</message>
<message>
<source>{count} become free</source>
<translation type="unfinished">{count} quedan libres</translation>
</message>
<message>
<source>{count} do not go out</source>
<translation type="unfinished">{count} no salen</translation>
</message>
<message>
<source>{names}, and {messages}</source>
<translation type="unfinished">{names}, y {messages}</translation>
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
<translation type="unfinished">Un archivo…</translation>
</message>
<message>
<source>All files (*)</source>
<translation type="unfinished">Todos los archivos (*)</translation>
</message>
<message>
<source>Plans (*.yaml *.yml)</source>
<translation type="unfinished">Planes (*.yaml *.yml)</translation>
</message>
<message>
<source>Start from</source>
<translation type="unfinished">Empezar con</translation>
</message>
<message>
<source>Start from a file</source>
<translation type="unfinished">Empezar con un archivo</translation>
</message>
</context>
<context>
<name>StateDialog</name>
<message>
<source>A course of action is under way to end the harm.</source>
<translation type="unfinished">Hay una medida en marcha para acabar con el daño.</translation>
</message>
<message>
<source>A step can be taken back; the record keeps both</source>
<translation type="unfinished">Un paso se puede retirar; el registro guarda ambos</translation>
</message>
<message>
<source>It is an incident; people are called.</source>
<translation type="unfinished">Es un incidente; se llama a gente.</translation>
</message>
<message>
<source>It is over. The incident closes; it can be opened again.</source>
<translation type="unfinished">Ha terminado. El incidente se cierra; se puede reabrir.</translation>
</message>
<message>
<source>Mitigated: customers are out of it, and the room watches whether it holds.</source>
<translation type="unfinished">Mitigado: los clientes están fuera, y la sala vigila si aguanta.</translation>
</message>
<message>
<source>Move to another state</source>
<translation type="unfinished">Mover a otro estado</translation>
</message>
<message>
<source>Somebody or something noticed; nobody works on it yet.</source>
<translation type="unfinished">Alguien o algo lo notó; aún nadie trabaja en ello.</translation>
</message>
<message>
<source>Stand down…</source>
<translation type="unfinished">Desactivar…</translation>
</message>
<message>
<source>The impact ended at that moment, too</source>
<translation type="unfinished">El impacto también terminó en ese momento</translation>
</message>
<message>
<source>The room looks for what is wrong.</source>
<translation type="unfinished">La sala busca qué va mal.</translation>
</message>
<message>
<source>There was nothing wrong after all: roles, tasks and clocks end. The record stays.</source>
<translation type="unfinished">Al final nada iba mal: roles, tareas y relojes terminan. El registro queda.</translation>
</message>
<message>
<source>What is to be learnt from it is written down.</source>
<translation type="unfinished">Lo que hay que aprender de ello se anota.</translation>
</message>
<message>
<source>When</source>
<translation type="unfinished">Cuándo</translation>
</message>
<message>
<source>now {state}</source>
<translation type="unfinished">ahora {state}</translation>
</message>
</context>
<context>
<name>StateDocumentPanel</name>
<message>
<source>Pages (*.pdf)</source>
<translation type="unfinished">Páginas (*.pdf)</translation>
</message>
<message>
<source>Save the state document</source>
<translation type="unfinished">Guardar el documento de situación</translation>
</message>
<message>
<source>Save…</source>
<translation type="unfinished">Guardar…</translation>
</message>
<message>
<source>State document</source>
<translation type="unfinished">Documento de situación</translation>
</message>
<message>
<source>Text (*.txt)</source>
<translation type="unfinished">Texto (*.txt)</translation>
</message>
<message>
<source>Where it stands, for whoever comes in new: pages or text</source>
<translation type="unfinished">Cómo está, para quien llega nuevo: páginas o texto</translation>
</message>
<message>
<source>Written to {file}</source>
<translation type="unfinished">Escrito en {file}</translation>
</message>
</context>
<context>
<name>StateDocuments</name>
<message>
<source>The state at the handover</source>
<translation type="unfinished">El estado en el traspaso</translation>
</message>
<message>
<source>The state by the clock</source>
<translation type="unfinished">El estado según el reloj</translation>
</message>
</context>
<context>
<name>StateForm</name>
<message>
<source>Note</source>
<translation type="unfinished">Nota</translation>
</message>
<message>
<source>State</source>
<translation type="unfinished">Estado</translation>
</message>
<message>
<source>What changed, and how do you know?</source>
<translation type="unfinished">¿Qué cambió, y cómo lo sabe?</translation>
</message>
<message>
<source>When</source>
<translation type="unfinished">Cuándo</translation>
</message>
<message>
<source>empty is now</source>
<translation type="unfinished">vacío es ahora</translation>
</message>
<message>
<source>goes on the timeline with it</source>
<translation type="unfinished">va con ello a la cronología</translation>
</message>
</context>
<context>
<name>StatusPageSettings</name>
<message>
<source>A demo or a drill shows nothing to anybody outside</source>
<translation type="unfinished">Una demo o un simulacro no enseña nada a nadie de fuera</translation>
</message>
<message>
<source>A folder for the page alone, like /srv/status</source>
<translation type="unfinished">Una carpeta solo para la página, como /srv/status</translation>
</message>
<message>
<source>A folder for the status page alone</source>
<translation type="unfinished">Una carpeta solo para la página de estado</translation>
</message>
<message>
<source>Address</source>
<translation type="unfinished">Dirección</translation>
</message>
<message>
<source>Addresses of those who left that wait for a second person to erase them: {left}.</source>
<translation type="unfinished">Direcciones de quienes se fueron, a la espera de una segunda persona que las borre: {left}.</translation>
</message>
<message>
<source>As the record has it; made {clock}</source>
<translation type="unfinished">Como lo tiene el registro; hecho {clock}</translation>
</message>
<message>
<source>Being written</source>
<translation type="unfinished">Escribiéndose</translation>
</message>
<message>
<source>Choose…</source>
<translation type="unfinished">Elegir…</translation>
</message>
<message>
<source>Folder</source>
<translation type="unfinished">Carpeta</translation>
</message>
<message>
<source>Its updates go by e-mail to: {count}.</source>
<translation type="unfinished">Sus novedades van por correo a: {count}.</translation>
</message>
<message>
<source>Keep it no longer</source>
<translation type="unfinished">No guardarlo más</translation>
</message>
<message>
<source>Keep it there</source>
<translation type="unfinished">Dejarlo ahí</translation>
</message>
<message>
<source>Not kept by this desk</source>
<translation type="unfinished">No lo guarda este puesto</translation>
</message>
<message>
<source>Open it in the browser</source>
<translation type="unfinished">Abrirlo en el navegador</translation>
</message>
<message>
<source>Say in which folder.</source>
<translation type="unfinished">Diga en qué carpeta.</translation>
</message>
<message>
<source>The page</source>
<translation type="unfinished">La página</translation>
</message>
<message>
<source>The plan has no public channel of the kind “status page”: nothing will stand on the page.</source>
<translation type="unfinished">El plan no tiene ningún canal público del tipo «página de estado»: en la página no habrá nada.</translation>
</message>
<message>
<source>Whatever was approved and sent to “{channel}” stands on a page, with feeds for programs. This desk writes it into a folder while its window is open; point a web server at “current” in it. “incident-desk serve” does the same without a window.</source>
<translation type="unfinished">Lo aprobado y enviado a «{channel}» está en una página, con fuentes para programas. Este puesto la escribe en una carpeta mientras su ventana está abierta; apunte un servidor web a «current» en ella. «incident-desk serve» hace lo mismo sin ventana.</translation>
</message>
<message>
<source>Where it is read, like https://status.example.org</source>
<translation type="unfinished">Dónde se lee, como https://status.example.org</translation>
</message>
</context>
<context>
<name>StepForm</name>
<message>
<source>It holds: {what}</source>
<translation type="unfinished">Vale: {what}</translation>
</message>
<message>
<source>It waits until whoever leads lets it go on.</source>
<translation type="unfinished">Espera hasta que quien dirige lo deje seguir.</translation>
</message>
<message>
<source>Leave it out</source>
<translation type="unfinished">Omitirlo</translation>
</message>
<message>
<source>Let it go on</source>
<translation type="unfinished">Dejarlo seguir</translation>
</message>
<message>
<source>Now: step {step}</source>
<translation type="unfinished">Ahora: paso {step}</translation>
</message>
<message>
<source>Step done</source>
<translation type="unfinished">Paso hecho</translation>
</message>
<message>
<source>What came of it; or why it is left out</source>
<translation type="unfinished">Qué salió; o por qué se omite</translation>
</message>
<message>
<source>Who read it back?</source>
<translation type="unfinished">¿Quién lo releyó?</translation>
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
<translation type="unfinished">Definitivo. Se abre a todos, con las demás, cuando esté la última</translation>
</message>
<message>
<source>How sure</source>
<translation type="unfinished">Qué seguros</translation>
</message>
<message>
<source>None of them</source>
<translation type="unfinished">Ninguno de ellos</translation>
</message>
<message>
<source>Noor: ask for the request log of 19:00 first</source>
<translation type="unfinished">Noor: pida primero el registro de peticiones de las 19:00</translation>
</message>
<message>
<source>Submit investigation {letter}</source>
<translation type="unfinished">Entregar la investigación {letter}</translation>
</message>
<message>
<source>Submit, final</source>
<translation type="unfinished">Entregar, definitivo</translation>
</message>
<message>
<source>The hypothesis that holds best</source>
<translation type="unfinished">La hipótesis que mejor se sostiene</translation>
</message>
<message>
<source>What it found</source>
<translation type="unfinished">Qué halló</translation>
</message>
<message>
<source>What it found, in two or three sentences</source>
<translation type="unfinished">Qué halló, en dos o tres frases</translation>
</message>
<message>
<source>Who sees it otherwise, and why</source>
<translation type="unfinished">Quién lo ve de otro modo, y por qué</translation>
</message>
<message>
<source>stays on the record word for word</source>
<translation type="unfinished">queda en el registro palabra por palabra</translation>
</message>
</context>
<context>
<name>SubmitPanel</name>
<message>
<source>10 min more</source>
<translation type="unfinished">10 min más</translation>
</message>
<message>
<source>Confidence</source>
<translation type="unfinished">Confianza</translation>
</message>
<message>
<source>Final. It opens to everybody at once. What is added later is marked.</source>
<translation type="unfinished">Definitivo. Se abre a todos al momento. Lo que se añada después se marca.</translation>
</message>
<message>
<source>Final. With the last of {letters} all of them open to everybody. What is added later is marked.</source>
<translation type="unfinished">Definitivo. Con la última de {letters} se abren todas a todos. Lo que se añada después se marca.</translation>
</message>
<message>
<source>It is in. It opens with the last of its round; more can be added then.</source>
<translation type="unfinished">Está entregada. Se abre con la última de su ronda; entonces se puede añadir más.</translation>
</message>
<message>
<source>It is open. What is added now is marked “in the light of the others”.</source>
<translation type="unfinished">Está abierta. Lo que se añada ahora se marca «a la luz de los demás».</translation>
</message>
<message>
<source>Leading hypothesis</source>
<translation type="unfinished">Hipótesis en cabeza</translation>
</message>
<message>
<source>Submit</source>
<translation type="unfinished">Entregar</translation>
</message>
<message>
<source>Submit {letter}, final</source>
<translation type="unfinished">Entregar {letter}, definitivo</translation>
</message>
<message>
<source>none alone: {names}</source>
<translation type="unfinished">ninguna sola: {names}</translation>
</message>
<message>
<source>none yet</source>
<translation type="unfinished">aún ninguno</translation>
</message>
<message>
<source>said at the end</source>
<translation type="unfinished">dicho al final</translation>
</message>
<message>
<source>{first}, runner-up {second}</source>
<translation type="unfinished">{first}, segundo {second}</translation>
</message>
<message>
<source>{name} leads, and submits it.</source>
<translation type="unfinished">{name} dirige, y la entrega.</translation>
</message>
</context>
<context>
<name>TakerLines</name>
<message>
<source>deputy</source>
<translation type="unfinished">suplente</translation>
</message>
<message>
<source>not known to this record: somebody answers for them</source>
<translation type="unfinished">desconocido para este registro: alguien responde por ellos</translation>
</message>
<message>
<source>{name} does not have it open</source>
<translation type="unfinished">{name} no lo tiene abierto</translation>
</message>
<message>
<source>{name} has this board open and reads along</source>
<translation type="unfinished">{name} tiene este tablero abierto y lee</translation>
</message>
</context>
<context>
<name>TakingBack</name>
<message>
<source>Take back my last line</source>
<translation type="unfinished">Retirar mi última línea</translation>
</message>
<message>
<source>Take it back</source>
<translation type="unfinished">Retirarlo</translation>
</message>
<message>
<source>{line} · Ctrl+Z takes it back</source>
<translation type="unfinished">{line} · Ctrl+Z lo retira</translation>
</message>
</context>
<context>
<name>TaskDialog</name>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>Choose</source>
<translation type="unfinished">Elegir</translation>
</message>
<message>
<source>Done</source>
<translation type="unfinished">Hecho</translation>
</message>
<message>
<source>Done, need more, or stuck?</source>
<translation type="unfinished">¿Hecho, necesita más o atascado?</translation>
</message>
<message>
<source>Enter: done</source>
<translation type="unfinished">Enter: hecho</translation>
</message>
<message>
<source>Every answer stands in the timeline</source>
<translation type="unfinished">Cada respuesta está en la cronología</translation>
</message>
<message>
<source>Give it over</source>
<translation type="unfinished">Cederlo</translation>
</message>
<message>
<source>I have it</source>
<translation type="unfinished">Lo tengo</translation>
</message>
<message>
<source>Needs more time</source>
<translation type="unfinished">Necesita más tiempo</translation>
</message>
<message>
<source>Not needed</source>
<translation type="unfinished">No hace falta</translation>
</message>
<message>
<source>Open it again</source>
<translation type="unfinished">Reabrirlo</translation>
</message>
<message>
<source>Somebody else?</source>
<translation type="unfinished">¿Otra persona?</translation>
</message>
<message>
<source>Stuck</source>
<translation type="unfinished">Atascada</translation>
</message>
<message>
<source>Task {number}</source>
<translation type="unfinished">Tarea {number}</translation>
</message>
<message>
<source>They have it</source>
<translation type="unfinished">Lo tienen</translation>
</message>
<message>
<source>What came of it, why it takes longer, or what is missing</source>
<translation type="unfinished">Qué salió, por qué tarda más o qué falta</translation>
</message>
<message>
<source>Who does it now?</source>
<translation type="unfinished">¿Quién lo hace ahora?</translation>
</message>
<message>
<source>{name}, given by {giver} at {clock}</source>
<translation type="unfinished">{name}, dada por {giver} a las {clock}</translation>
</message>
</context>
<context>
<name>TaskWords</name>
<message>
<source>1 task</source>
<translation type="unfinished">1 tarea</translation>
</message>
<message>
<source>Task {number}: {words}</source>
<translation type="unfinished">Tarea {number}: {words}</translation>
</message>
<message>
<source>acknowledged</source>
<translation type="unfinished">confirmado</translation>
</message>
<message>
<source>done</source>
<translation type="unfinished">hecho</translation>
</message>
<message>
<source>due at {clock}</source>
<translation type="unfinished">vence a las {clock}</translation>
</message>
<message>
<source>due in {span}</source>
<translation type="unfinished">vence en {span}</translation>
</message>
<message>
<source>given {span} ago, not acknowledged yet</source>
<translation type="unfinished">dada hace {span}, aún sin confirmar</translation>
</message>
<message>
<source>goes on in {number}</source>
<translation type="unfinished">sigue en {number}</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">nadie</translation>
</message>
<message>
<source>nobody yet</source>
<translation type="unfinished">aún nadie</translation>
</message>
<message>
<source>not acknowledged for {span}</source>
<translation type="unfinished">sin confirmar desde hace {span}</translation>
</message>
<message>
<source>not needed</source>
<translation type="unfinished">no hace falta</translation>
</message>
<message>
<source>not needed any more</source>
<translation type="unfinished">ya no hace falta</translation>
</message>
<message>
<source>not seen</source>
<translation type="unfinished">sin ver</translation>
</message>
<message>
<source>stuck</source>
<translation type="unfinished">atascada</translation>
</message>
<message>
<source>stuck for {span}</source>
<translation type="unfinished">atascada desde hace {span}</translation>
</message>
<message>
<source>two desks said two things about it</source>
<translation type="unfinished">dos puestos dijeron dos cosas sobre ello</translation>
</message>
<message>
<source>{count} tasks</source>
<translation type="unfinished">{count} tareas</translation>
</message>
<message>
<source>{count} tasks, above {many}</source>
<translation type="unfinished">{count} tareas, más de {many}</translation>
</message>
<message>
<source>{hours} h</source>
<translation type="unfinished">{hours} h</translation>
</message>
<message>
<source>{span} late</source>
<translation type="unfinished">{span} tarde</translation>
</message>
<message>
<source>{span} late: done, need more, or stuck?</source>
<translation type="unfinished">{span} tarde: ¿hecho, necesita más o atascado?</translation>
</message>
</context>
<context>
<name>TasksPanel</name>
<message>
<source>By person</source>
<translation type="unfinished">Por persona</translation>
</message>
<message>
<source>Ended</source>
<translation type="unfinished">Terminado</translation>
</message>
<message>
<source>Fewer</source>
<translation type="unfinished">Menos</translation>
</message>
<message>
<source>Give somebody a task</source>
<translation type="unfinished">Dar una tarea a alguien</translation>
</message>
<message>
<source>Need attention</source>
<translation type="unfinished">Requieren atención</translation>
</message>
<message>
<source>Nobody has a task</source>
<translation type="unfinished">Nadie tiene una tarea</translation>
</message>
<message>
<source>None yet: give one here, or with /task @name 15m what to do</source>
<translation type="unfinished">Aún ninguna: dé una aquí, o con /task @nombre 15m qué hacer</translation>
</message>
<message>
<source>Nothing is late, and everybody has answered</source>
<translation type="unfinished">Nada va tarde y todos respondieron</translation>
</message>
<message>
<source>Nothing is under way</source>
<translation type="unfinished">No hay nada en marcha</translation>
</message>
<message>
<source>Running</source>
<translation type="unfinished">En marcha</translation>
</message>
<message>
<source>Task</source>
<translation type="unfinished">Tarea</translation>
</message>
<message>
<source>Tasks</source>
<translation type="unfinished">Tareas</translation>
</message>
<message>
<source>{count} late</source>
<translation type="unfinished">{count} tarde</translation>
</message>
<message>
<source>{count} more</source>
<translation type="unfinished">{count} más</translation>
</message>
<message>
<source>{count} not acknowledged</source>
<translation type="unfinished">{count} sin confirmar</translation>
</message>
</context>
<context>
<name>TextColumn</name>
<message>
<source>Copy the whole text</source>
<translation type="unfinished">Copiar todo el texto</translation>
</message>
<message>
<source>Form (Ctrl+E)</source>
<translation type="unfinished">Formulario (Ctrl+E)</translation>
</message>
<message>
<source>Take the last change back (Ctrl+Z in the text)</source>
<translation type="unfinished">Retirar el último cambio (Ctrl+Z en el texto)</translation>
</message>
<message>
<source>The plan in force again. What was here before comes back with the arrow above the text.</source>
<translation type="unfinished">Otra vez el plan vigente. Lo que había aquí vuelve con la flecha sobre el texto.</translation>
</message>
<message>
<source>plan.yaml</source>
<translation type="unfinished">plan.yaml</translation>
</message>
<message>
<source>same plan, as text</source>
<translation type="unfinished">el mismo plan, como texto</translation>
</message>
</context>
<context>
<name>TimelineForm</name>
<message>
<source>Pinned lines</source>
<translation type="unfinished">Líneas fijadas</translation>
</message>
<message>
<source>Search the record</source>
<translation type="unfinished">Buscar en el registro</translation>
</message>
<message>
<source>Search the record (Ctrl+F)</source>
<translation type="unfinished">Buscar en el registro (Ctrl+F)</translation>
</message>
<message>
<source>Timeline</source>
<translation type="unfinished">Cronología</translation>
</message>
<message>
<source>Timeline, the newest line first</source>
<translation type="unfinished">Cronología, la línea más nueva primero</translation>
</message>
<message>
<source>What can be done with the selected line</source>
<translation type="unfinished">Qué se puede hacer con la línea elegida</translation>
</message>
<message>
<source>Which lines are shown</source>
<translation type="unfinished">Qué líneas se muestran</translation>
</message>
</context>
<context>
<name>TimelinePanel</name>
<message>
<source>Adopt lines of the duty log…</source>
<translation type="unfinished">Adoptar líneas del libro de guardia…</translation>
</message>
<message>
<source>No line like that here</source>
<translation type="unfinished">Ninguna línea así aquí</translation>
</message>
<message>
<source>Show all lines</source>
<translation type="unfinished">Mostrar todas las líneas</translation>
</message>
<message>
<source>The record has begun</source>
<translation type="unfinished">El registro ha empezado</translation>
</message>
<message>
<source>Type what happens and press Enter; a slash begins a command; files are dropped here</source>
<translation type="unfinished">Escriba lo que ocurre y pulse Enter; una barra empieza una orden; los archivos se sueltan aquí</translation>
</message>
<message>
<source>What is written shows up by itself.</source>
<translation type="unfinished">Lo escrito aparece por sí solo.</translation>
</message>
</context>
<context>
<name>TitleField</name>
<message>
<source>Title of the incident</source>
<translation type="unfinished">Título del incidente</translation>
</message>
</context>
<context>
<name>Tour</name>
<message>
<source>F1 explains what you are looking at, without a network. Ctrl+Shift+P finds everything that can be done, with its key. This tour is there, too.</source>
<translation type="unfinished">F1 explica lo que está mirando, sin red. Ctrl+Shift+P encuentra todo lo que se puede hacer, con su tecla. Esta visita también está ahí.</translation>
</message>
<message>
<source>Help is one key away</source>
<translation type="unfinished">La ayuda está a una tecla</translation>
</message>
<message>
<source>Here an incident of the past is replayed to any moment, as it was and as it was known (Ctrl+R).</source>
<translation type="unfinished">Aquí se reproduce un incidente pasado hasta cualquier momento, como fue y como se sabía (Ctrl+R).</translation>
</message>
<message>
<source>Here are the tasks and promises of all incidents, the most urgent first (F3). On the board, courses of action are approved and carried out.</source>
<translation type="unfinished">Aquí están las tareas y promesas de todos los incidentes, las más urgentes primero (F3). En el tablero se aprueban y ejecutan las medidas.</translation>
</message>
<message>
<source>Here the words that go out are written, checked, approved and sent (Ctrl+M), and you see who is owed an update by when.</source>
<translation type="unfinished">Aquí se escriben, comprueban, aprueban y envían las palabras que salen (Ctrl+M), y ve a quién se debe una novedad y cuándo.</translation>
</message>
<message>
<source>Here you investigate (Ctrl+I). Several can look into the same question apart, blind to each other, and compare what they found.</source>
<translation type="unfinished">Aquí investiga (Ctrl+I). Varios pueden estudiar la misma pregunta por separado, a ciegas entre sí, y comparar lo hallado.</translation>
</message>
<message>
<source>One key from anywhere: Ctrl+D. A title and how bad it is are enough; everything else can wait, and you can stand down later.</source>
<translation type="unfinished">Una tecla desde cualquier sitio: Ctrl+D. Basta un título y lo grave que es; lo demás puede esperar, y puede desactivarlo después.</translation>
</message>
<message>
<source>Plain words in this line are a note. “/” offers everything that can be done, “@19:30” in front says when it happened. Nothing is ever overwritten: you correct it, and both stay.</source>
<translation type="unfinished">Las palabras llanas en esta línea son una nota. «/» ofrece todo lo que se puede hacer, «@19:30» delante dice cuándo ocurrió. Nunca se sobrescribe nada: lo corrige, y ambas quedan.</translation>
</message>
<message>
<source>The board is your place. It shows who does what, what is tried, what is due, and first of all what needs you now (F7).</source>
<translation type="unfinished">El tablero es su sitio. Muestra quién hace qué, qué se intenta, qué vence y, ante todo, qué le necesita ahora (F7).</translation>
</message>
<message>
<source>This mark says whether your last word is on the disk, and whether other desks have it. With no network you work on; it goes out by itself later.</source>
<translation type="unfinished">Esta marca dice si su última palabra está en el disco y si otros puestos la tienen. Sin red sigue trabajando; sale por sí sola después.</translation>
</message>
<message>
<source>What is saved, and what is shared</source>
<translation type="unfinished">Qué está guardado y qué compartido</translation>
</message>
<message>
<source>When something is wrong, declare</source>
<translation type="unfinished">Cuando algo va mal, declare</translation>
</message>
<message>
<source>Write as you go</source>
<translation type="unfinished">Escriba sobre la marcha</translation>
</message>
<message>
<source>Your place</source>
<translation type="unfinished">Su sitio</translation>
</message>
<message>
<source>“Is it us?” Here reports of customers come in, are judged, and are answered (Ctrl+U).</source>
<translation type="unfinished">«¿Somos nosotros?» Aquí llegan los reportes de clientes, se valoran y se responden (Ctrl+U).</translation>
</message>
</context>
<context>
<name>TourCard</name>
<message>
<source>Back</source>
<translation type="unfinished">Atrás</translation>
</message>
<message>
<source>Done</source>
<translation type="unfinished">Hecho</translation>
</message>
<message>
<source>Leave the tour</source>
<translation type="unfinished">Dejar la visita</translation>
</message>
<message>
<source>Next</source>
<translation type="unfinished">Siguiente</translation>
</message>
</context>
<context>
<name>TriggerWords</name>
<message>
<source>1 role</source>
<translation type="unfinished">1 rol</translation>
</message>
<message>
<source>Call-out of the time</source>
<translation type="unfinished">Aviso del tiempo</translation>
</message>
<message>
<source>Closes {roles}: nobody holds it.</source>
<translation type="unfinished">Cierra {roles}: nadie lo tiene.</translation>
</message>
<message>
<source>Customers</source>
<translation type="unfinished">Clientes</translation>
</message>
<message>
<source>First customer message</source>
<translation type="unfinished">Primer mensaje a clientes</translation>
</message>
<message>
<source>First customer message due in {span}.</source>
<translation type="unfinished">Primer mensaje a clientes en {span}.</translation>
</message>
<message>
<source>First: {tasks}.</source>
<translation type="unfinished">Primero: {tasks}.</translation>
</message>
<message>
<source>No customer message due.</source>
<translation type="unfinished">Ningún mensaje a clientes pendiente.</translation>
</message>
<message>
<source>No longer asked for: {tasks}.</source>
<translation type="unfinished">Ya no se pide: {tasks}.</translation>
</message>
<message>
<source>Opens {roles}.</source>
<translation type="unfinished">Abre {roles}.</translation>
</message>
<message>
<source>Our own people</source>
<translation type="unfinished">Nuestra gente</translation>
</message>
<message>
<source>Our own people hear every {span}.</source>
<translation type="unfinished">Nuestra gente oye cada {span}.</translation>
</message>
<message>
<source>The plan opens {count}: {roles}.</source>
<translation type="unfinished">El plan abre {count}: {roles}.</translation>
</message>
<message>
<source>The plan proposes that only named people see it.</source>
<translation type="unfinished">El plan propone que solo lo vean personas nombradas.</translation>
</message>
<message>
<source>none</source>
<translation type="unfinished">ninguno</translation>
</message>
<message>
<source>{count} roles</source>
<translation type="unfinished">{count} roles</translation>
</message>
</context>
<context>
<name>Truth</name>
<message>
<source>1 entry is not taken</source>
<translation type="unfinished">1 entrada no se admite</translation>
</message>
<message>
<source>1 entry on the way</source>
<translation type="unfinished">1 entrada en camino</translation>
</message>
<message>
<source>1 entry waits; work goes on</source>
<translation type="unfinished">1 entrada espera; el trabajo sigue</translation>
</message>
<message>
<source>1 fault in the record</source>
<translation type="unfinished">1 fallo en el registro</translation>
</message>
<message>
<source>Both kept; choose one</source>
<translation type="unfinished">Ambas guardadas; elija una</translation>
</message>
<message>
<source>Copy the text, then free some space</source>
<translation type="unfinished">Copie el texto y luego libere espacio</translation>
</message>
<message>
<source>It connects by itself as soon as a way opens; nothing is lost by waiting.</source>
<translation type="unfinished">Se conecta solo en cuanto se abre un camino; esperar no pierde nada.</translation>
</message>
<message>
<source>No other desk is there now</source>
<translation type="unfinished">Ningún otro puesto está ahora</translation>
</message>
<message>
<source>Not connected since {clock}</source>
<translation type="unfinished">Sin conexión desde {clock}</translation>
</message>
<message>
<source>Nothing can be written to this record</source>
<translation type="unfinished">En este registro no se puede escribir nada</translation>
</message>
<message>
<source>On this disk, every word</source>
<translation type="unfinished">En este disco, cada palabra</translation>
</message>
<message>
<source>Reading only</source>
<translation type="unfinished">Solo lectura</translation>
</message>
<message>
<source>Saved here</source>
<translation type="unfinished">Guardado aquí</translation>
</message>
<message>
<source>Saved here · catching up, {share}</source>
<translation type="unfinished">Guardado aquí · poniéndose al día, {share}</translation>
</message>
<message>
<source>Saved here · not shared</source>
<translation type="unfinished">Guardado aquí · sin compartir</translation>
</message>
<message>
<source>Saved here · not shared for {span}</source>
<translation type="unfinished">Guardado aquí · sin compartir desde hace {span}</translation>
</message>
<message>
<source>Saved here · shared {span} ago</source>
<translation type="unfinished">Guardado aquí · compartido hace {span}</translation>
</message>
<message>
<source>Saved here · sharing</source>
<translation type="unfinished">Guardado aquí · compartiendo</translation>
</message>
<message>
<source>Saved here · words shared</source>
<translation type="unfinished">Guardado aquí · palabras compartidas</translation>
</message>
<message>
<source>Saved here; the order of the record holds</source>
<translation type="unfinished">Guardado aquí; vale el orden del registro</translation>
</message>
<message>
<source>Set it right; until then this desk goes by the shared clock.</source>
<translation type="unfinished">Póngalo en hora; hasta entonces este puesto va por el reloj compartido.</translation>
</message>
<message>
<source>Shared through {address}</source>
<translation type="unfinished">Compartido por {address}</translation>
</message>
<message>
<source>The newest came first; what is older follows. Work goes on meanwhile.</source>
<translation type="unfinished">Lo más nuevo vino primero; lo anterior sigue. El trabajo continúa mientras tanto.</translation>
</message>
<message>
<source>The shared database takes nothing from this desk there; it stays here. Ask an administrator.</source>
<translation type="unfinished">La base de datos compartida no acepta allí nada de este puesto; se queda aquí. Pregunte a una administración.</translation>
</message>
<message>
<source>This clock is {span} ahead of the shared one</source>
<translation type="unfinished">Este reloj va {span} por delante del compartido</translation>
</message>
<message>
<source>This clock is {span} behind the shared one</source>
<translation type="unfinished">Este reloj va {span} por detrás del compartido</translation>
</message>
<message>
<source>This desk keeps the whole record</source>
<translation type="unfinished">Este puesto guarda el registro entero</translation>
</message>
<message>
<source>This disk refused the last save</source>
<translation type="unfinished">Este disco rechazó el último guardado</translation>
</message>
<message>
<source>Two desks changed the severity</source>
<translation type="unfinished">Dos puestos cambiaron la gravedad</translation>
</message>
<message>
<source>Two desks changed the state</source>
<translation type="unfinished">Dos puestos cambiaron el estado</translation>
</message>
<message>
<source>Two desks changed the title</source>
<translation type="unfinished">Dos puestos cambiaron el título</translation>
</message>
<message>
<source>{count} desks see this</source>
<translation type="unfinished">{count} puestos ven esto</translation>
</message>
<message>
<source>{count} entries are not taken</source>
<translation type="unfinished">{count} entradas no se admiten</translation>
</message>
<message>
<source>{count} entries on the way</source>
<translation type="unfinished">{count} entradas en camino</translation>
</message>
<message>
<source>{count} entries wait; work goes on</source>
<translation type="unfinished">{count} entradas esperan; el trabajo sigue</translation>
</message>
<message>
<source>{count} faults in the record</source>
<translation type="unfinished">{count} fallos en el registro</translation>
</message>
<message>
<source>{through} of {total} · {left} left</source>
<translation type="unfinished">{through} de {total} · quedan {left}</translation>
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
<translation type="unfinished">Sin red: este puesto lo guarda todo</translation>
</message>
<message>
<source>Not saved: this disk refused it</source>
<translation type="unfinished">Sin guardar: este disco lo rechazó</translation>
</message>
<message>
<source>Saved here, on its way to other desks</source>
<translation type="unfinished">Guardado aquí, en camino a otros puestos</translation>
</message>
<message>
<source>Saved here: a power cut cannot take it</source>
<translation type="unfinished">Guardado aquí: un corte de luz no se lo lleva</translation>
</message>
<message>
<source>Saved here; goes out when a way opens</source>
<translation type="unfinished">Guardado aquí; sale cuando se abra un camino</translation>
</message>
<message>
<source>Shared: other desks can read it</source>
<translation type="unfinished">Compartido: otros puestos pueden leerlo</translation>
</message>
<message>
<source>Two desks wrote it: both kept, choose one</source>
<translation type="unfinished">Dos puestos lo escribieron: ambos guardados, elija uno</translation>
</message>
<message>
<source>Writing: not on the disk yet</source>
<translation type="unfinished">Escribiendo: aún no está en el disco</translation>
</message>
</context>
<context>
<name>Unsaved</name>
<message>
<source>Discard</source>
<translation type="unfinished">Descartar</translation>
</message>
<message>
<source>Discard it?</source>
<translation type="unfinished">¿Descartarlo?</translation>
</message>
<message>
<source>Keep</source>
<translation type="unfinished">Guardar</translation>
</message>
<message>
<source>This is not on the disk. Once discarded it is gone:</source>
<translation type="unfinished">Esto no está en el disco. Una vez descartado, se pierde:</translation>
</message>
</context>
<context>
<name>VersionsPanel</name>
<message>
<source>1 published</source>
<translation type="unfinished">1 publicado</translation>
</message>
<message>
<source>At the same moment {name} published another version: “{reason}”. Both are kept; the newer one is in force. Compare them, then publish what both wanted.</source>
<translation type="unfinished">En el mismo momento {name} publicó otra versión: «{reason}». Ambas se conservan; vale la más nueva. Compárelas y publique lo que querían ambos.</translation>
</message>
<message>
<source>Compare</source>
<translation type="unfinished">Comparar</translation>
</message>
<message>
<source>Go on from that one</source>
<translation type="unfinished">Seguir desde ese</translation>
</message>
<message>
<source>Published guidance, with nobody of yours in it. Start from the plan nearest to your business, above.</source>
<translation type="unfinished">Consejos publicados, sin nadie de los suyos. Empiece por el plan de arriba más cercano a su actividad.</translation>
</message>
<message>
<source>The default plan, not published yet</source>
<translation type="unfinished">El plan por defecto, aún sin publicar</translation>
</message>
<message>
<source>Versions</source>
<translation type="unfinished">Versiones</translation>
</message>
<message>
<source>compared with</source>
<translation type="unfinished">comparado con</translation>
</message>
<message>
<source>in force</source>
<translation type="unfinished">vigente</translation>
</message>
<message>
<source>no reason given</source>
<translation type="unfinished">sin motivo</translation>
</message>
<message>
<source>{count} published</source>
<translation type="unfinished">{count} publicados</translation>
</message>
<message>
<source>{name} wrote in another draft, begun from another version while you did not hear of one another. Compare the two; go on from that one, and everybody is in this one.</source>
<translation type="unfinished">{name} escribió en otro borrador, empezado de otra versión mientras no sabían el uno del otro. Compare los dos; siga desde ese, y todos están en este.</translation>
</message>
</context>
<context>
<name>Wall</name>
<message>
<source>(the title was erased)</source>
<translation type="unfinished">(el título se borró)</translation>
</message>
<message>
<source>(the words were erased)</source>
<translation type="unfinished">(las palabras se borraron)</translation>
</message>
<message>
<source>An incident is shown on the wall</source>
<translation type="unfinished">Un incidente se muestra en la pared</translation>
</message>
<message>
<source>Customer impact</source>
<translation type="unfinished">Impacto en clientes</translation>
</message>
<message>
<source>Elapsed</source>
<translation type="unfinished">Transcurrido</translation>
</message>
<message>
<source>Lasted</source>
<translation type="unfinished">Duró</translation>
</message>
<message>
<source>Next word to those outside</source>
<translation type="unfinished">Próxima palabra a los de fuera</translation>
</message>
<message>
<source>No course of action yet</source>
<translation type="unfinished">Aún ninguna medida</translation>
</message>
<message>
<source>No role is open</source>
<translation type="unfinished">No hay ningún rol abierto</translation>
</message>
<message>
<source>Nothing is open</source>
<translation type="unfinished">No hay nada abierto</translation>
</message>
<message>
<source>Nothing yet</source>
<translation type="unfinished">Aún nada</translation>
</message>
<message>
<source>On call now</source>
<translation type="unfinished">De guardia ahora</translation>
</message>
<message>
<source>The plan has no on-call lists yet</source>
<translation type="unfinished">El plan aún no tiene listas de guardia</translation>
</message>
<message>
<source>Wall</source>
<translation type="unfinished">Pared</translation>
</message>
<message>
<source>What came last</source>
<translation type="unfinished">Qué vino al final</translation>
</message>
<message>
<source>What was last</source>
<translation type="unfinished">Lo último</translation>
</message>
<message>
<source>What we are doing</source>
<translation type="unfinished">Qué estamos haciendo</translation>
</message>
<message>
<source>Who holds which role</source>
<translation type="unfinished">Quién tiene qué rol</translation>
</message>
<message>
<source>and {count} more</source>
<translation type="unfinished">y {count} más</translation>
</message>
<message>
<source>no answer</source>
<translation type="unfinished">sin respuesta</translation>
</message>
<message>
<source>nobody</source>
<translation type="unfinished">nadie</translation>
</message>
<message>
<source>nobody yet</source>
<translation type="unfinished">aún nadie</translation>
</message>
<message>
<source>not known</source>
<translation type="unfinished">no se sabe</translation>
</message>
<message>
<source>nothing is promised</source>
<translation type="unfinished">no hay nada prometido</translation>
</message>
<message>
<source>word {due}</source>
<translation type="unfinished">palabra {due}</translation>
</message>
<message>
<source>{caption} since {clock}</source>
<translation type="unfinished">{caption} desde {clock}</translation>
</message>
<message>
<source>{done} of {count}</source>
<translation type="unfinished">{done} de {count}</translation>
</message>
<message>
<source>{span} ago</source>
<translation type="unfinished">hace {span}</translation>
</message>
<message>
<source>{state} since {clock}</source>
<translation type="unfinished">{state} desde {clock}</translation>
</message>
</context>
<context>
<name>Warnings</name>
<message>
<source>Customer reports</source>
<translation type="unfinished">Reportes de clientes</translation>
</message>
<message>
<source>Customers report a fault</source>
<translation type="unfinished">Clientes reportan un fallo</translation>
</message>
<message>
<source>nothing else agrees yet</source>
<translation type="unfinished">aún no coincide nada más</translation>
</message>
<message>
<source>together with {titles}</source>
<translation type="unfinished">junto con {titles}</translation>
</message>
<message>
<source>{count} reports since {time}, {times}</source>
<translation type="unfinished">{count} reportes desde {time}, {times}</translation>
</message>
<message>
<source>{service}: customers report a fault</source>
<translation type="unfinished">{service}: clientes reportan un fallo</translation>
</message>
<message>
<source>{service}: {title} {times}</source>
<translation type="unfinished">{service}: {title} {times}</translation>
</message>
<message>
<source>{times}× usual</source>
<translation type="unfinished">{times}× lo habitual</translation>
</message>
<message>
<source>{times}× usual for this hour</source>
<translation type="unfinished">{times}× lo habitual a esta hora</translation>
</message>
<message>
<source>{title} {times}</source>
<translation type="unfinished">{title} {times}</translation>
</message>
<message>
<source>{title} {times}, falling for {span}</source>
<translation type="unfinished">{title} {times}, bajando desde hace {span}</translation>
</message>
<message>
<source>{title} {times}, rising for {span}</source>
<translation type="unfinished">{title} {times}, subiendo desde hace {span}</translation>
</message>
<message>
<source>{value}, usual {usual}</source>
<translation type="unfinished">{value}, habitual {usual}</translation>
</message>
</context>
<context>
<name>WatchedSeries</name>
<message>
<source>1 calm</source>
<translation type="unfinished">1 en calma</translation>
</message>
<message>
<source>1 early warning</source>
<translation type="unfinished">1 aviso temprano</translation>
</message>
<message>
<source>1 notice</source>
<translation type="unfinished">1 nota</translation>
</message>
<message>
<source>1 watched</source>
<translation type="unfinished">1 vigilada</translation>
</message>
<message>
<source>Declare an incident, filled in with this (D)</source>
<translation type="unfinished">Declarar un incidente, rellenado con esto (D)</translation>
</message>
<message>
<source>Declare…</source>
<translation type="unfinished">Declarar…</translation>
</message>
<message>
<source>False alarm</source>
<translation type="unfinished">Falsa alarma</translation>
</message>
<message>
<source>It was a false alarm: the next warning of this series takes more (F)</source>
<translation type="unfinished">Fue una falsa alarma: el próximo aviso de esta serie exige más (F)</translation>
</message>
<message>
<source>It was real: the next warning of this series takes less (R)</source>
<translation type="unfinished">Fue real: el próximo aviso de esta serie exige menos (R)</translation>
</message>
<message>
<source>Real</source>
<translation type="unfinished">Real</translation>
</message>
<message>
<source>Signal</source>
<translation type="unfinished">Señal</translation>
</message>
<message>
<source>Signals</source>
<translation type="unfinished">Señales</translation>
</message>
<message>
<source>Usual {low} to {high}</source>
<translation type="unfinished">Habitual de {low} a {high}</translation>
</message>
<message>
<source>Watched series</source>
<translation type="unfinished">Series vigiladas</translation>
</message>
<message>
<source>marked as a false alarm</source>
<translation type="unfinished">marcado como falsa alarma</translation>
</message>
<message>
<source>marked as real</source>
<translation type="unfinished">marcado como real</translation>
</message>
<message>
<source>no point yet</source>
<translation type="unfinished">aún ningún punto</translation>
</message>
<message>
<source>nothing since {time}</source>
<translation type="unfinished">nada desde {time}</translation>
</message>
<message>
<source>still learning what is usual</source>
<translation type="unfinished">aún aprende lo habitual</translation>
</message>
<message>
<source>watched at another desk</source>
<translation type="unfinished">vigilada en otro puesto</translation>
</message>
<message>
<source>{count} calm</source>
<translation type="unfinished">{count} en calma</translation>
</message>
<message>
<source>{count} early warnings</source>
<translation type="unfinished">{count} avisos tempranos</translation>
</message>
<message>
<source>{count} more below</source>
<translation type="unfinished">{count} más abajo</translation>
</message>
<message>
<source>{count} notices</source>
<translation type="unfinished">{count} notas</translation>
</message>
<message>
<source>{count} watched</source>
<translation type="unfinished">{count} vigiladas</translation>
</message>
<message>
<source>{times}, falling for {span}</source>
<translation type="unfinished">{times}, bajando desde hace {span}</translation>
</message>
<message>
<source>{times}, rising for {span}</source>
<translation type="unfinished">{times}, subiendo desde hace {span}</translation>
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
<translation type="unfinished">El reloj saltó {span} hacia delante</translation>
</message>
<message>
<source>The clock was set back by {span}</source>
<translation type="unfinished">El reloj se retrasó {span}</translation>
</message>
</context>
<context>
<name>WayOut</name>
<message>
<source>Add</source>
<translation type="unfinished">Añadir</translation>
</message>
<message>
<source>Ask for approval</source>
<translation type="unfinished">Pedir aprobación</translation>
</message>
<message>
<source>Ask for approval again</source>
<translation type="unfinished">Pedir aprobación otra vez</translation>
</message>
<message>
<source>Ask {name} again</source>
<translation type="unfinished">Preguntar otra vez a {name}</translation>
</message>
<message>
<source>Ask {name} to approve</source>
<translation type="unfinished">Pedir a {name} que apruebe</translation>
</message>
<message>
<source>Begun by {name}</source>
<translation type="unfinished">Empezado por {name}</translation>
</message>
<message>
<source>Compare</source>
<translation type="unfinished">Comparar</translation>
</message>
<message>
<source>For whom, by what, on which facts (Ctrl+Shift+E)</source>
<translation type="unfinished">Para quién, por qué vía, sobre qué hechos (Ctrl+Shift+E)</translation>
</message>
<message>
<source>Large print, QR code, read aloud (Ctrl+Shift+L)</source>
<translation type="unfinished">Letra grande, código QR, leído en voz alta (Ctrl+Shift+L)</translation>
</message>
<message>
<source>Look</source>
<translation type="unfinished">Aspecto</translation>
</message>
<message>
<source>Next update</source>
<translation type="unfinished">Próxima novedad</translation>
</message>
<message>
<source>Preview</source>
<translation type="unfinished">Vista previa</translation>
</message>
<message>
<source>Read and approve</source>
<translation type="unfinished">Leer y aprobar</translation>
</message>
<message>
<source>Schedule</source>
<translation type="unfinished">Programar</translation>
</message>
<message>
<source>Send</source>
<translation type="unfinished">Enviar</translation>
</message>
<message>
<source>Send at a time (Ctrl+Shift+G)</source>
<translation type="unfinished">Enviar a una hora (Ctrl+Shift+G)</translation>
</message>
<message>
<source>Send now, approve after</source>
<translation type="unfinished">Enviar ahora, aprobar después</translation>
</message>
<message>
<source>Send to {channels}</source>
<translation type="unfinished">Enviar a {channels}</translation>
</message>
<message>
<source>Sent by hand…</source>
<translation type="unfinished">Enviado a mano…</translation>
</message>
<message>
<source>Stop, {count} s left</source>
<translation type="unfinished">Parar, quedan {count} s</translation>
</message>
<message>
<source>Stop: goes out at {clock}</source>
<translation type="unfinished">Parar: sale a las {clock}</translation>
</message>
<message>
<source>The plan asks for nobody's yes</source>
<translation type="unfinished">El plan no pide el sí de nadie</translation>
</message>
<message>
<source>The plan lets it go by {channels} at once; the yes is owed after</source>
<translation type="unfinished">El plan lo deja salir por {channels} al momento; el sí se debe después</translation>
</message>
<message>
<source>The shared database is away; a second person says yes here, or on the phone</source>
<translation type="unfinished">La base de datos compartida no está; una segunda persona dice sí aquí, o por teléfono</translation>
</message>
<message>
<source>Try again</source>
<translation type="unfinished">Intentar otra vez</translation>
</message>
<message>
<source>Two wordings: choose…</source>
<translation type="unfinished">Dos redacciones: elegir…</translation>
</message>
<message>
<source>Waiting</source>
<translation type="unfinished">Esperando</translation>
</message>
<message>
<source>Waiting for {name}</source>
<translation type="unfinished">Esperando a {name}</translation>
</message>
<message>
<source>What was said before, and what changed (Ctrl+Shift+H)</source>
<translation type="unfinished">Lo dicho antes, y qué cambió (Ctrl+Shift+H)</translation>
</message>
<message>
<source>When the next update comes</source>
<translation type="unfinished">Cuándo llega la próxima novedad</translation>
</message>
<message>
<source>With a witness…</source>
<translation type="unfinished">Con un testigo…</translation>
</message>
<message>
<source>Write</source>
<translation type="unfinished">Escribir</translation>
</message>
<message>
<source>asked {clock}</source>
<translation type="unfinished">preguntado {clock}</translation>
</message>
<message>
<source>at {clock}</source>
<translation type="unfinished">a las {clock}</translation>
</message>
<message>
<source>in {span}</source>
<translation type="unfinished">en {span}</translation>
</message>
<message>
<source>missing</source>
<translation type="unfinished">falta</translation>
</message>
<message>
<source>not asked</source>
<translation type="unfinished">sin preguntar</translation>
</message>
<message>
<source>not promised</source>
<translation type="unfinished">no prometido</translation>
</message>
<message>
<source>original changed</source>
<translation type="unfinished">original cambiado</translation>
</message>
<message>
<source>words were changed</source>
<translation type="unfinished">se cambiaron palabras</translation>
</message>
<message>
<source>{language}: {channels}</source>
<translation type="unfinished">{language}: {channels}</translation>
</message>
<message>
<source>{name} goes out at {clock}</source>
<translation type="unfinished">{name} sale a las {clock}</translation>
</message>
<message>
<source>{name} said no: {why}</source>
<translation type="unfinished">{name} dijo no: {why}</translation>
</message>
</context>
<context>
<name>Ways</name>
<message>
<source>Close</source>
<translation type="unfinished">Cerrar</translation>
</message>
<message>
<source>That did not work</source>
<translation type="unfinished">Eso no funcionó</translation>
</message>
<message>
<source>This record is only read here. A bundle is made at the desk whose record it is.</source>
<translation type="unfinished">Este registro solo se lee aquí. Un paquete se hace en el puesto cuyo registro es.</translation>
</message>
</context>
<context>
<name>WhoPart</name>
<message>
<source>Communications manager</source>
<translation type="unfinished">Responsable de comunicación</translation>
</message>
<message>
<source>Customer liaison</source>
<translation type="unfinished">Enlace con clientes</translation>
</message>
<message>
<source>Incident manager</source>
<translation type="unfinished">Responsable del incidente</translation>
</message>
<message>
<source>Mostly you are</source>
<translation type="unfinished">Sobre todo usted es</translation>
</message>
<message>
<source>Name, as others call you</source>
<translation type="unfinished">Nombre, como le llaman los demás</translation>
</message>
<message>
<source>Operations manager</source>
<translation type="unfinished">Responsable de operaciones</translation>
</message>
<message>
<source>Reviewer of past incidents</source>
<translation type="unfinished">Revisor de incidentes pasados</translation>
</message>
<message>
<source>Subject matter expert</source>
<translation type="unfinished">Persona experta</translation>
</message>
</context>
<context>
<name>WhyDialog</name>
<message>
<source>Each step begins with a batch</source>
<translation type="unfinished">Cada escalón empieza con un lote</translation>
</message>
<message>
<source>Keep</source>
<translation type="unfinished">Guardar</translation>
</message>
<message>
<source>Only those who work on this investigation read it until it opens</source>
<translation type="unfinished">Solo quienes trabajan en esta investigación lo leen hasta que se abra</translation>
</message>
<message>
<source>Why it says so</source>
<translation type="unfinished">Por qué lo dice</translation>
</message>
<message>
<source>Why?</source>
<translation type="unfinished">¿Por qué?</translation>
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
<translation type="unfinished">En este puesto: su PIN</translation>
</message>
<message>
<source>By phone, read to them word for word</source>
<translation type="unfinished">Por teléfono, leído palabra por palabra</translation>
</message>
<message>
<source>How they said yes on the phone</source>
<translation type="unfinished">Cómo dijeron sí por teléfono</translation>
</message>
<message>
<source>Let it go with a witness</source>
<translation type="unfinished">Dejarlo salir con un testigo</translation>
</message>
<message>
<source>Marked for ever; the shared database checks it when it is back</source>
<translation type="unfinished">Marcado para siempre; la base de datos compartida lo comprueba cuando vuelva</translation>
</message>
<message>
<source>Nobody else holds a role that may say yes to it</source>
<translation type="unfinished">Nadie más tiene un rol que pueda decir sí</translation>
</message>
<message>
<source>Or on the phone: how they said it</source>
<translation type="unfinished">O por teléfono: cómo lo dijeron</translation>
</message>
<message>
<source>PIN of {name}</source>
<translation type="unfinished">PIN de {name}</translation>
</message>
<message>
<source>They say yes: send</source>
<translation type="unfinished">Dicen sí: enviar</translation>
</message>
<message>
<source>Who says yes</source>
<translation type="unfinished">Quién dice sí</translation>
</message>
<message>
<source>Who says yes?</source>
<translation type="unfinished">¿Quién dice sí?</translation>
</message>
</context>
<context>
<name>Work</name>
<message>
<source>Not waited for any longer. What was under way may still come to its end.</source>
<translation type="unfinished">Ya no se espera. Lo que estaba en marcha aún puede acabar.</translation>
</message>
</context>
<context>
<name>Writing</name>
<message>
<source>Pasted {moment}.txt</source>
<translation type="unfinished">Pegado {moment}.txt</translation>
</message>
<message>
<source>Picture {moment}.png</source>
<translation type="unfinished">Imagen {moment}.png</translation>
</message>
<message>
<source>Select a line of the timeline first. Your text is kept.</source>
<translation type="unfinished">Elija antes una línea de la cronología. Su texto se conserva.</translation>
</message>
</context>
<context>
<name>YouPage</name>
<message>
<source>After 1 minute</source>
<translation type="unfinished">Tras 1 minuto</translation>
</message>
<message>
<source>After {count} minutes</source>
<translation type="unfinished">Tras {count} minutos</translation>
</message>
<message>
<source>Change</source>
<translation type="unfinished">Cambiar</translation>
</message>
<message>
<source>Lock</source>
<translation type="unfinished">Bloquear</translation>
</message>
<message>
<source>Never</source>
<translation type="unfinished">Nunca</translation>
</message>
<message>
<source>People of this home</source>
<translation type="unfinished">Gente de esta carpeta</translation>
</message>
<message>
<source>Without a PIN everybody at this console reads this record</source>
<translation type="unfinished">Sin PIN, todos en esta consola leen este registro</translation>
</message>
<message>
<source>You have a PIN: this record is yours alone, and encrypted</source>
<translation type="unfinished">Tiene un PIN: este registro es solo suyo, y está cifrado</translation>
</message>
<message>
<source>at the desk</source>
<translation type="unfinished">en el puesto</translation>
</message>
</context>
<context>
<name>_TitleButton</name>
<message>
<source>No title</source>
<translation type="unfinished">Sin título</translation>
</message>
<message>
<source>Press or F2 to set the title</source>
<translation type="unfinished">Pulse o F2 para poner el título</translation>
</message>
<message>
<source>Press to set the title</source>
<translation type="unfinished">Pulse para poner el título</translation>
</message>
</context>
<context>
<name>channels</name>
<message>
<source>Being sent to {name} since {clock}, by {desk}</source>
<translation type="unfinished">Enviándose a {name} desde {clock}, por {desk}</translation>
</message>
<message>
<source>Its address is gone from where it was kept: give it once more.</source>
<translation type="unfinished">Su dirección ya no está donde se guardaba: désela otra vez.</translation>
</message>
<message>
<source>Last to {name} at {clock}, by {desk}</source>
<translation type="unfinished">Último a {name} a las {clock}, por {desk}</translation>
</message>
<message>
<source>Last to {name} at {clock}, by {desk}. It failed: {why}</source>
<translation type="unfinished">Último a {name} a las {clock}, por {desk}. Falló: {why}</translation>
</message>
<message>
<source>No ladder of the plan calls people by it.</source>
<translation type="unfinished">Ninguna escalera del plan llama por él.</translation>
</message>
<message>
<source>Nobody: the plan has no ladder of contacts, so nobody is called in.</source>
<translation type="unfinished">Nadie: el plan no tiene escalera de contactos, así que no se llama a nadie.</translation>
</message>
<message>
<source>Not set up here, and people are called by it: {ladders}</source>
<translation type="unfinished">Sin configurar aquí, y por él se llama a gente: {ladders}</translation>
</message>
<message>
<source>Not set up here; no ladder of the plan calls people by it.</source>
<translation type="unfinished">Sin configurar aquí; ninguna escalera del plan llama por él.</translation>
</message>
<message>
<source>Not this desk now.</source>
<translation type="unfinished">Ahora no es este puesto.</translation>
</message>
<message>
<source>Nothing goes out from here now. {why}</source>
<translation type="unfinished">Desde aquí no sale nada ahora. {why}</translation>
</message>
<message>
<source>People are called by it: {ladders}</source>
<translation type="unfinished">Por él se llama a gente: {ladders}</translation>
</message>
<message>
<source>SMS</source>
<translation type="unfinished">SMS</translation>
</message>
<message>
<source>Set up here; its address lies in a file of this user, for want of a keyring.</source>
<translation type="unfinished">Configurado aquí; su dirección está en un archivo de este usuario, a falta de un llavero.</translation>
</message>
<message>
<source>Set up here; its address lies in the keyring.</source>
<translation type="unfinished">Configurado aquí; su dirección está en el llavero.</translation>
</message>
<message>
<source>The plan has no such channel any more. Its address is still kept here.</source>
<translation type="unfinished">El plan ya no tiene ese canal. Su dirección aún se guarda aquí.</translation>
</message>
<message>
<source>This desk is ready since {clock}. Each call goes out once: from the first desk that has the channel and takes the lease of that call.</source>
<translation type="unfinished">Este puesto está listo desde {clock}. Cada llamada sale una vez: del primer puesto que tiene el canal y toma esa llamada.</translation>
</message>
<message>
<source>This desk, since {clock}. Its record is shared with nobody, so no other desk does.</source>
<translation type="unfinished">Este puesto, desde {clock}. Su registro no se comparte con nadie, así que ningún otro lo hace.</translation>
</message>
<message>
<source>This desk, since {clock}; while the shared database is away only what no other desk can know.</source>
<translation type="unfinished">Este puesto, desde {clock}; mientras la base de datos compartida no está, solo lo que ningún otro puesto puede saber.</translation>
</message>
<message>
<source>begun {clock}, nothing came of it</source>
<translation type="unfinished">empezado {clock}, no salió nada</translation>
</message>
<message>
<source>chat</source>
<translation type="unfinished">chat</translation>
</message>
<message>
<source>e-mail</source>
<translation type="unfinished">correo</translation>
</message>
<message>
<source>failed {clock}</source>
<translation type="unfinished">falló {clock}</translation>
</message>
<message>
<source>given up {clock}</source>
<translation type="unfinished">abandonado {clock}</translation>
</message>
<message>
<source>has it since {clock}</source>
<translation type="unfinished">lo tiene desde {clock}</translation>
</message>
<message>
<source>no answer {clock}</source>
<translation type="unfinished">sin respuesta {clock}</translation>
</message>
<message>
<source>pager</source>
<translation type="unfinished">busca</translation>
</message>
<message>
<source>sent {clock}</source>
<translation type="unfinished">enviado {clock}</translation>
</message>
<message>
<source>the desk of {name}</source>
<translation type="unfinished">el puesto de {name}</translation>
</message>
<message>
<source>this desk</source>
<translation type="unfinished">este puesto</translation>
</message>
<message>
<source>voicemail</source>
<translation type="unfinished">buzón de voz</translation>
</message>
<message>
<source>{channel} to {name}</source>
<translation type="unfinished">{channel} a {name}</translation>
</message>
<message>
<source>{desk} has the lease of a call to {name} since {clock}.</source>
<translation type="unfinished">{desk} tiene la llamada a {name} desde {clock}.</translation>
</message>
</context>
<context>
<name>commands</name>
<message>
<source>A course of action takes longer: how much, and why</source>
<translation type="unfinished">Una medida tarda más: cuánto y por qué</translation>
</message>
<message>
<source>A message that told a withdrawn fact stays as it is, and why</source>
<translation type="unfinished">Un mensaje que contó un hecho retirado queda como está, y por qué</translation>
</message>
<message>
<source>A monitor fell silent: the desk says so by itself</source>
<translation type="unfinished">Un monitor enmudeció: el puesto lo dice por sí solo</translation>
</message>
<message>
<source>A monitor is heard: the desk says so by itself</source>
<translation type="unfinished">Se oye un monitor: el puesto lo dice por sí solo</translation>
</message>
<message>
<source>A series is as usual again: the desk that watches does it by itself</source>
<translation type="unfinished">Una serie vuelve a lo habitual: el puesto que vigila lo hace por sí solo</translation>
</message>
<message>
<source>A silence is over now</source>
<translation type="unfinished">Un silencio ha terminado ahora</translation>
</message>
<message>
<source>A task does not go on without help: what is missing</source>
<translation type="unfinished">Una tarea no avanza sin ayuda: qué falta</translation>
</message>
<message>
<source>A task is not needed any more</source>
<translation type="unfinished">Una tarea ya no hace falta</translation>
</message>
<message>
<source>A task needs more time: how much, and why</source>
<translation type="unfinished">Una tarea necesita más tiempo: cuánto y por qué</translation>
</message>
<message>
<source>Add a file or a picture as a piece of evidence</source>
<translation type="unfinished">Añadir un archivo o una imagen como prueba</translation>
</message>
<message>
<source>Add a piece of evidence</source>
<translation type="unfinished">Añadir una prueba</translation>
</message>
<message>
<source>Add a role to this incident</source>
<translation type="unfinished">Añadir un rol a este incidente</translation>
</message>
<message>
<source>Add an effect to the cause map</source>
<translation type="unfinished">Añadir un efecto al mapa de causas</translation>
</message>
<message>
<source>Adopt what a reviewer wrote into a bundle</source>
<translation type="unfinished">Adoptar lo que un revisor escribió en un paquete</translation>
</message>
<message>
<source>Agree with the conclusion of the investigations</source>
<translation type="unfinished">Estar de acuerdo con la conclusión de las investigaciones</translation>
</message>
<message>
<source>Alerts belong to an incident</source>
<translation type="unfinished">Las alertas pertenecen a un incidente</translation>
</message>
<message>
<source>Alerts do not belong to an incident after all</source>
<translation type="unfinished">Las alertas al final no pertenecen a un incidente</translation>
</message>
<message>
<source>An answer begins to go by e-mail: the desk does it by itself</source>
<translation type="unfinished">Una respuesta empieza a salir por correo: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Announce maintenance</source>
<translation type="unfinished">Anunciar mantenimiento</translation>
</message>
<message>
<source>Answer a question</source>
<translation type="unfinished">Responder una pregunta</translation>
</message>
<message>
<source>Answer an open question of an investigation</source>
<translation type="unfinished">Responder una pregunta abierta de una investigación</translation>
</message>
<message>
<source>Approve a course of action</source>
<translation type="unfinished">Aprobar una medida</translation>
</message>
<message>
<source>Ask for a yes to these exact words</source>
<translation type="unfinished">Pedir un sí a estas palabras exactas</translation>
</message>
<message>
<source>Ask somebody; it stays open until it is answered</source>
<translation type="unfinished">Preguntar a alguien; queda abierta hasta que se responda</translation>
</message>
<message>
<source>Ask to erase an entry; a second person confirms</source>
<translation type="unfinished">Pedir que se borre una entrada; una segunda persona confirma</translation>
</message>
<message>
<source>Begin to carry out an approved course of action</source>
<translation type="unfinished">Empezar a llevar a cabo una medida aprobada</translation>
</message>
<message>
<source>Begin to write a message to others</source>
<translation type="unfinished">Empezar a escribir un mensaje a otros</translation>
</message>
<message>
<source>Break the seal of an investigation early, with the reason</source>
<translation type="unfinished">Romper antes de tiempo el sello de una investigación, con el motivo</translation>
</message>
<message>
<source>Change a draft that several people write at once</source>
<translation type="unfinished">Cambiar un borrador que varios escriben a la vez</translation>
</message>
<message>
<source>Change what is to be done after the incident</source>
<translation type="unfinished">Cambiar lo que hay que hacer tras el incidente</translation>
</message>
<message>
<source>Change what was announced</source>
<translation type="unfinished">Cambiar lo anunciado</translation>
</message>
<message>
<source>Change whom a message is for, its channels, its facts, or its next update</source>
<translation type="unfinished">Cambiar para quién es un mensaje, sus canales, sus hechos o su próxima novedad</translation>
</message>
<message>
<source>Correct the words or the time of an entry</source>
<translation type="unfinished">Corregir las palabras o la hora de una entrada</translation>
</message>
<message>
<source>Decide that a notification has not to be sent, and why</source>
<translation type="unfinished">Decidir que una notificación no hay que enviarla, y por qué</translation>
</message>
<message>
<source>Declare an incident</source>
<translation type="unfinished">Declarar un incidente</translation>
</message>
<message>
<source>Decline a course of action, with the reason</source>
<translation type="unfinished">Rechazar una medida, con el motivo</translation>
</message>
<message>
<source>Decline the change of the plan that a lesson proposes</source>
<translation type="unfinished">Rechazar el cambio del plan que propone una lección</translation>
</message>
<message>
<source>Dissent from the conclusion of the investigations, and why</source>
<translation type="unfinished">Discrepar de la conclusión de las investigaciones, y por qué</translation>
</message>
<message>
<source>Do not adopt what a reviewer wrote, and say why</source>
<translation type="unfinished">No adoptar lo que escribió un revisor, y decir por qué</translation>
</message>
<message>
<source>Drop a message that was sent to nobody</source>
<translation type="unfinished">Descartar un mensaje que no se envió a nadie</translation>
</message>
<message>
<source>End a course of action, with the effect that was seen</source>
<translation type="unfinished">Terminar una medida, con el efecto que se vio</translation>
</message>
<message>
<source>End an enquiry that gets no answer, and say why</source>
<translation type="unfinished">Cerrar una consulta que no obtiene respuesta, y decir por qué</translation>
</message>
<message>
<source>Erase an entry that somebody else asked to erase</source>
<translation type="unfinished">Borrar una entrada que otra persona pidió borrar</translation>
</message>
<message>
<source>Erase how to reach those who reported long ago; two people, as with every erasure</source>
<translation type="unfinished">Borrar cómo contactar a quienes reportaron hace mucho; dos personas, como en todo borrado</translation>
</message>
<message>
<source>Erase how to reach those who reported, so long afterwards as the plan says: the desk does it by itself</source>
<translation type="unfinished">Borrar cómo contactar a quienes reportaron, cuando dice el plan: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Erase the addresses of those who left; two people, as with every erasure</source>
<translation type="unfinished">Borrar las direcciones de quienes se fueron; dos personas, como en todo borrado</translation>
</message>
<message>
<source>Fill from a newer plan what the plan of this incident leaves blank</source>
<translation type="unfinished">Llenar de un plan más nuevo lo que el plan de este incidente deja vacío</translation>
</message>
<message>
<source>From now on only named people may know of this incident</source>
<translation type="unfinished">Desde ahora solo personas nombradas pueden saber de este incidente</translation>
</message>
<message>
<source>Give a role to a person</source>
<translation type="unfinished">Dar un rol a una persona</translation>
</message>
<message>
<source>Give a task to somebody else</source>
<translation type="unfinished">Dar una tarea a otra persona</translation>
</message>
<message>
<source>Give an investigation more time</source>
<translation type="unfinished">Dar más tiempo a una investigación</translation>
</message>
<message>
<source>Give every role that nobody holds to whoever is on call for it</source>
<translation type="unfinished">Dar cada rol que nadie tiene a quien esté de guardia para él</translation>
</message>
<message>
<source>Give somebody a task, with the time it may take</source>
<translation type="unfinished">Dar una tarea a alguien, con el tiempo que puede llevar</translation>
</message>
<message>
<source>Give the incident another title</source>
<translation type="unfinished">Dar otro título al incidente</translation>
</message>
<message>
<source>Hand isolated reports on to support, with what is known</source>
<translation type="unfinished">Pasar reportes aislados a soporte, con lo que se sabe</translation>
</message>
<message>
<source>Hand the shift over to whoever is on duty next</source>
<translation type="unfinished">Traspasar el turno a quien esté de guardia después</translation>
</message>
<message>
<source>Have several teams look into a question, each blind to the others until all are in</source>
<translation type="unfinished">Hacer que varios equipos estudien una pregunta, a ciegas entre sí hasta que todos entreguen</translation>
</message>
<message>
<source>Have somebody manage an incident whose managers cannot be reached; a second administrator confirms</source>
<translation type="unfinished">Hacer que alguien dirija un incidente cuya dirección no está localizable; una segunda administración confirma</translation>
</message>
<message>
<source>Keep watched series on an incident: the desk that watches does it by itself</source>
<translation type="unfinished">Guardar series vigiladas en un incidente: el puesto que vigila lo hace por sí solo</translation>
</message>
<message>
<source>Leave a step of a course out: a decision, with its reason</source>
<translation type="unfinished">Omitir un paso de una medida: una decisión, con su motivo</translation>
</message>
<message>
<source>Let a course go on past a hold point</source>
<translation type="unfinished">Dejar que una medida pase un punto de parada</translation>
</message>
<message>
<source>Let a message go while the shared database is away, with a second person as witness</source>
<translation type="unfinished">Dejar salir un mensaje sin la base de datos compartida, con una segunda persona como testigo</translation>
</message>
<message>
<source>Let a monitor send alerts</source>
<translation type="unfinished">Dejar que un monitor envíe alertas</translation>
</message>
<message>
<source>Let a monitor send no more alerts</source>
<translation type="unfinished">Que un monitor no envíe más alertas</translation>
</message>
<message>
<source>Let a settled contradiction stand again</source>
<translation type="unfinished">Dejar en pie otra vez una contradicción resuelta</translation>
</message>
<message>
<source>Let an entry hold again that was taken back</source>
<translation type="unfinished">Hacer valer otra vez una entrada retirada</translation>
</message>
<message>
<source>Let customers read of maintenance on the status page</source>
<translation type="unfinished">Que los clientes lean del mantenimiento en la página de estado</translation>
</message>
<message>
<source>Let one more person work on an investigation</source>
<translation type="unfinished">Dejar que una persona más trabaje en una investigación</translation>
</message>
<message>
<source>Let somebody know nothing more of a restricted incident</source>
<translation type="unfinished">Que alguien no sepa más de un incidente restringido</translation>
</message>
<message>
<source>Let somebody know of a restricted incident</source>
<translation type="unfinished">Dejar que alguien sepa de un incidente restringido</translation>
</message>
<message>
<source>Link this incident to another</source>
<translation type="unfinished">Enlazar este incidente con otro</translation>
</message>
<message>
<source>Look after alerts no more</source>
<translation type="unfinished">No ocuparse más de alertas</translation>
</message>
<message>
<source>Maintenance begins now</source>
<translation type="unfinished">El mantenimiento empieza ahora</translation>
</message>
<message>
<source>Maintenance does not take place</source>
<translation type="unfinished">El mantenimiento no tiene lugar</translation>
</message>
<message>
<source>Maintenance is over</source>
<translation type="unfinished">El mantenimiento terminó</translation>
</message>
<message>
<source>Maintenance takes longer</source>
<translation type="unfinished">El mantenimiento tarda más</translation>
</message>
<message>
<source>Make a fact of a line of the timeline</source>
<translation type="unfinished">Hacer de una línea de la cronología un hecho</translation>
</message>
<message>
<source>Mark a line as significant, or no longer</source>
<translation type="unfinished">Marcar una línea como significativa, o ya no</translation>
</message>
<message>
<source>Move a closed incident to the archive</source>
<translation type="unfinished">Mover un incidente cerrado al archivo</translation>
</message>
<message>
<source>Move a line that belongs to another incident, with its times</source>
<translation type="unfinished">Mover una línea que es de otro incidente, con sus horas</translation>
</message>
<message>
<source>Move the incident to another state</source>
<translation type="unfinished">Mover el incidente a otro estado</translation>
</message>
<message>
<source>Name one more who manages this incident</source>
<translation type="unfinished">Nombrar a uno más que dirija este incidente</translation>
</message>
<message>
<source>Note something in the duty log, outside of any incident</source>
<translation type="unfinished">Anotar algo en el libro de guardia, fuera de todo incidente</translation>
</message>
<message>
<source>Note that somebody outside asks</source>
<translation type="unfinished">Anotar que alguien de fuera pregunta</translation>
</message>
<message>
<source>Note what an investigation does not know yet</source>
<translation type="unfinished">Anotar lo que una investigación aún no sabe</translation>
</message>
<message>
<source>Note what the incident taught</source>
<translation type="unfinished">Anotar lo que enseñó el incidente</translation>
</message>
<message>
<source>Note what was changed: a deploy, a setting</source>
<translation type="unfinished">Anotar lo que se cambió: un despliegue, un ajuste</translation>
</message>
<message>
<source>Nothing was wrong: end it all at once</source>
<translation type="unfinished">Nada iba mal: acabarlo todo de una vez</translation>
</message>
<message>
<source>Object to a decision, with the reason</source>
<translation type="unfinished">Objetar una decisión, con el motivo</translation>
</message>
<message>
<source>Of facts that contradict each other this one holds</source>
<translation type="unfinished">De los hechos que se contradicen, vale este</translation>
</message>
<message>
<source>Offer several roles in one go, as when a shift ends</source>
<translation type="unfinished">Ofrecer varios roles a la vez, como al acabar un turno</translation>
</message>
<message>
<source>Offer your role to the next holder, with what they must know</source>
<translation type="unfinished">Ofrecer su rol a quien siga, con lo que debe saber</translation>
</message>
<message>
<source>Open a task again that was ended</source>
<translation type="unfinished">Reabrir una tarea que se terminó</translation>
</message>
<message>
<source>Part of this is another incident: declare it, and take along</source>
<translation type="unfinished">Parte de esto es otro incidente: declárelo y llévese</translation>
</message>
<message>
<source>Pin a line to the top of the board, or take it down</source>
<translation type="unfinished">Fijar una línea arriba del tablero, o quitarla</translation>
</message>
<message>
<source>Propose a change of the plan for a lesson's sake</source>
<translation type="unfinished">Proponer un cambio del plan por una lección</translation>
</message>
<message>
<source>Propose a contributing factor</source>
<translation type="unfinished">Proponer un factor contribuyente</translation>
</message>
<message>
<source>Propose a course of action</source>
<translation type="unfinished">Proponer una medida</translation>
</message>
<message>
<source>Propose a line of a checklist for a lesson's sake</source>
<translation type="unfinished">Proponer una línea de una lista de control por una lección</translation>
</message>
<message>
<source>Propose what customers read of maintenance</source>
<translation type="unfinished">Proponer lo que los clientes leen del mantenimiento</translation>
</message>
<message>
<source>Put a clock off for a while, for everybody, and say why</source>
<translation type="unfinished">Aplazar un reloj un rato, para todos, y decir por qué</translation>
</message>
<message>
<source>Put a file on the timeline</source>
<translation type="unfinished">Poner un archivo en la cronología</translation>
</message>
<message>
<source>Put a sentence on the fact sheet, which every message draws on</source>
<translation type="unfinished">Poner una frase en la hoja de hechos, de la que bebe cada mensaje</translation>
</message>
<message>
<source>Put a version of the plan in force</source>
<translation type="unfinished">Poner en vigor una versión del plan</translation>
</message>
<message>
<source>Put off what needs you, for a while, and say why</source>
<translation type="unfinished">Aplazar un rato lo que le necesita, y decir por qué</translation>
</message>
<message>
<source>Put the change of the plan that a lesson proposes in force</source>
<translation type="unfinished">Poner en vigor el cambio del plan que propone una lección</translation>
</message>
<message>
<source>Ring no more for what fits, until it ends</source>
<translation type="unfinished">Que no suene más para lo que encaje, hasta que termine</translation>
</message>
<message>
<source>Say a fact in other words; the old ones are withdrawn</source>
<translation type="unfinished">Decir un hecho con otras palabras; las antiguas se retiran</translation>
</message>
<message>
<source>Say how much a piece of evidence is trusted</source>
<translation type="unfinished">Decir cuánto se confía en una prueba</translation>
</message>
<message>
<source>Say of a decision that it stands, or no longer</source>
<translation type="unfinished">Decir de una decisión que sigue en pie, o ya no</translation>
</message>
<message>
<source>Say of a warning whether it was real or a false alarm; its series is taken less or more seriously then</source>
<translation type="unfinished">Decir de un aviso si fue real o falsa alarma; su serie se toma entonces más o menos en serio</translation>
</message>
<message>
<source>Say on the cause map that one thing led to another</source>
<translation type="unfinished">Decir en el mapa de causas que una cosa llevó a otra</translation>
</message>
<message>
<source>Say that a fact does not hold, and why</source>
<translation type="unfinished">Decir que un hecho no vale, y por qué</translation>
</message>
<message>
<source>Say that a fact is known, and not only believed</source>
<translation type="unfinished">Decir que un hecho se sabe, y no solo se cree</translation>
</message>
<message>
<source>Say that a follow-up is done, and what shows it</source>
<translation type="unfinished">Decir que un seguimiento está hecho, y qué lo muestra</translation>
</message>
<message>
<source>Say that a follow-up will not be done, and why</source>
<translation type="unfinished">Decir que un seguimiento no se hará, y por qué</translation>
</message>
<message>
<source>Say that a lesson is none, and why</source>
<translation type="unfinished">Decir que una lección no lo es, y por qué</translation>
</message>
<message>
<source>Say that a message does not go out like this, and why</source>
<translation type="unfinished">Decir que un mensaje no sale así, y por qué</translation>
</message>
<message>
<source>Say that a message may go out in these words</source>
<translation type="unfinished">Decir que un mensaje puede salir con estas palabras</translation>
</message>
<message>
<source>Say that a notification was sent, with what proves it</source>
<translation type="unfinished">Decir que se envió una notificación, con lo que lo prueba</translation>
</message>
<message>
<source>Say that a prepared answer may be given as it reads now</source>
<translation type="unfinished">Decir que una respuesta preparada se puede dar como está ahora</translation>
</message>
<message>
<source>Say that a site or ward has received the last word</source>
<translation type="unfinished">Decir que una sede o planta recibió la última palabra</translation>
</message>
<message>
<source>Say that a step of a course was done</source>
<translation type="unfinished">Decir que un paso de una medida se hizo</translation>
</message>
<message>
<source>Say that a task is done, and what came of it</source>
<translation type="unfinished">Decir que una tarea está hecha, y qué salió</translation>
</message>
<message>
<source>Say that a translation is still right after its original was changed</source>
<translation type="unfinished">Decir que una traducción sigue bien tras cambiar su original</translation>
</message>
<message>
<source>Say that alerts are over: their source will not</source>
<translation type="unfinished">Decir que unas alertas terminaron: su fuente no lo hará</translation>
</message>
<message>
<source>Say that an audience was told by another way, as by phone</source>
<translation type="unfinished">Decir que un público fue informado por otra vía, como el teléfono</translation>
</message>
<message>
<source>Say that somebody sent it, or read it out</source>
<translation type="unfinished">Decir que alguien lo envió o lo leyó</translation>
</message>
<message>
<source>Say that the holder has the role</source>
<translation type="unfinished">Decir que quien lo tiene tiene el rol</translation>
</message>
<message>
<source>Say that the holder of a role may work in another incident as well</source>
<translation type="unfinished">Decir que quien tiene un rol puede trabajar también en otro incidente</translation>
</message>
<message>
<source>Say that the law asks for a notification, and since when</source>
<translation type="unfinished">Decir que la ley pide una notificación, y desde cuándo</translation>
</message>
<message>
<source>Say that two factors cannot both be right</source>
<translation type="unfinished">Decir que dos factores no pueden ser ciertos ambos</translation>
</message>
<message>
<source>Say that two findings are not one</source>
<translation type="unfinished">Decir que dos hallazgos no son uno</translation>
</message>
<message>
<source>Say that two findings are one</source>
<translation type="unfinished">Decir que dos hallazgos son uno</translation>
</message>
<message>
<source>Say that you did what a clock asks for</source>
<translation type="unfinished">Decir que hizo lo que pide un reloj</translation>
</message>
<message>
<source>Say that you have the task</source>
<translation type="unfinished">Decir que tiene la tarea</translation>
</message>
<message>
<source>Say until when whoever asked waits</source>
<translation type="unfinished">Decir hasta cuándo espera quien preguntó</translation>
</message>
<message>
<source>Say what a person is called</source>
<translation type="unfinished">Decir cómo se llama una persona</translation>
</message>
<message>
<source>Say what a piece of evidence says of a hypothesis</source>
<translation type="unfinished">Decir qué dice una prueba de una hipótesis</translation>
</message>
<message>
<source>Say what came of words that went out without acceptance</source>
<translation type="unfinished">Decir qué fue de palabras que salieron sin aceptación</translation>
</message>
<message>
<source>Say what is to be done after the incident</source>
<translation type="unfinished">Decir lo que hay que hacer tras el incidente</translation>
</message>
<message>
<source>Say what may be so</source>
<translation type="unfinished">Decir qué podría ser</translation>
</message>
<message>
<source>Say what reports come to: the same issue as an incident, isolated, or unknown</source>
<translation type="unfinished">Decir en qué quedan los reportes: mismo problema que un incidente, aislado o desconocido</translation>
</message>
<message>
<source>Say what somebody may do in the shared record</source>
<translation type="unfinished">Decir qué puede hacer alguien en el registro compartido</translation>
</message>
<message>
<source>Say what the investigations come to, and how sure</source>
<translation type="unfinished">Decir a qué llegan las investigaciones, y con qué seguridad</translation>
</message>
<message>
<source>Say where people meet or where else the incident is written; nothing takes it away</source>
<translation type="unfinished">Decir dónde se reúne la gente o dónde más está escrito el incidente; nada lo quita</translation>
</message>
<message>
<source>Say which of two contradicting factors holds, and why</source>
<translation type="unfinished">Decir cuál de dos factores en contradicción vale, y por qué</translation>
</message>
<message>
<source>Say which of two proposals of one message is to stand</source>
<translation type="unfinished">Decir cuál de dos propuestas de un mensaje vale</translation>
</message>
<message>
<source>Say who answers an enquiry</source>
<translation type="unfinished">Decir quién responde una consulta</translation>
</message>
<message>
<source>Say who finds out what an investigation does not know</source>
<translation type="unfinished">Decir quién averigua lo que una investigación no sabe</translation>
</message>
<message>
<source>Say who is affected, on which services, from when to when</source>
<translation type="unfinished">Decir a quién afecta, en qué servicios, de cuándo a cuándo</translation>
</message>
<message>
<source>Say why evidence says so of a hypothesis</source>
<translation type="unfinished">Decir por qué una prueba lo dice de una hipótesis</translation>
</message>
<message>
<source>Say why you do not take over a role</source>
<translation type="unfinished">Diga por qué no toma un rol</translation>
</message>
<message>
<source>See again what you put off</source>
<translation type="unfinished">Ver otra vez lo que aplazó</translation>
</message>
<message>
<source>Send a message by its channels</source>
<translation type="unfinished">Enviar un mensaje por sus canales</translation>
</message>
<message>
<source>Send answers once more by e-mail that did not arrive</source>
<translation type="unfinished">Enviar otra vez por correo las respuestas que no llegaron</translation>
</message>
<message>
<source>Send somebody no more updates of the status page</source>
<translation type="unfinished">No enviar a alguien más novedades de la página de estado</translation>
</message>
<message>
<source>Send the updates of the status page to an address that was confirmed</source>
<translation type="unfinished">Enviar las novedades de la página de estado a una dirección confirmada</translation>
</message>
<message>
<source>Set the severity, and say why</source>
<translation type="unfinished">Poner la gravedad y decir por qué</translation>
</message>
<message>
<source>Shut a manager out of an incident; a second administrator confirms</source>
<translation type="unfinished">Excluir a un director de un incidente; una segunda administración confirma</translation>
</message>
<message>
<source>Stop a message before it goes out</source>
<translation type="unfinished">Parar un mensaje antes de que salga</translation>
</message>
<message>
<source>Submit an investigation: final</source>
<translation type="unfinished">Entregar una investigación: definitivo</translation>
</message>
<message>
<source>Take a follow-up up again</source>
<translation type="unfinished">Retomar un seguimiento</translation>
</message>
<message>
<source>Take a link back</source>
<translation type="unfinished">Retirar un enlace</translation>
</message>
<message>
<source>Take a role back from its holder</source>
<translation type="unfinished">Retirar un rol a quien lo tiene</translation>
</message>
<message>
<source>Take alerts: you look after them</source>
<translation type="unfinished">Tomar alertas: usted se ocupa</translation>
</message>
<message>
<source>Take an arrow of the cause map away</source>
<translation type="unfinished">Quitar una flecha del mapa de causas</translation>
</message>
<message>
<source>Take an entry back; it stays readable, struck through</source>
<translation type="unfinished">Retirar una entrada; sigue legible, tachada</translation>
</message>
<message>
<source>Take back a tick on a checklist</source>
<translation type="unfinished">Retirar una marca de una lista de control</translation>
</message>
<message>
<source>Take back an offer of your role: you keep it</source>
<translation type="unfinished">Retirar una oferta de su rol: lo conserva</translation>
</message>
<message>
<source>Take back the last line you wrote</source>
<translation type="unfinished">Retirar la última línea que escribió</translation>
</message>
<message>
<source>Take back what was said of two findings</source>
<translation type="unfinished">Retirar lo dicho de dos hallazgos</translation>
</message>
<message>
<source>Take down reports of customers, many at once</source>
<translation type="unfinished">Tomar nota de reportes de clientes, muchos a la vez</translation>
</message>
<message>
<source>Take down what a customer reports</source>
<translation type="unfinished">Tomar nota de lo que reporta un cliente</translation>
</message>
<message>
<source>Take in what a monitor says: the desk does it by itself</source>
<translation type="unfinished">Recibir lo que dice un monitor: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Take lines of the duty log into this incident, with their times</source>
<translation type="unfinished">Traer líneas del libro de guardia a este incidente, con sus horas</translation>
</message>
<message>
<source>Take maintenance off the status page</source>
<translation type="unfinished">Quitar el mantenimiento de la página de estado</translation>
</message>
<message>
<source>Take over a role that was offered to you</source>
<translation type="unfinished">Tomar un rol que le ofrecieron</translation>
</message>
<message>
<source>Take the shifts of an on-call list from a file that was read</source>
<translation type="unfinished">Tomar los turnos de una lista de guardia de un archivo leído</translation>
</message>
<message>
<source>Tell of an incident afterwards: in short, what led to it, what was learned</source>
<translation type="unfinished">Contar un incidente después: en breve, qué llevó a él, qué se aprendió</translation>
</message>
<message>
<source>Tell the other desks what a reviewer's bundle brought here</source>
<translation type="unfinished">Decir a los otros puestos lo que trajo aquí el paquete de un revisor</translation>
</message>
<message>
<source>Tell the shared database how many people have to approve what goes out: an administrator's desk does it by itself</source>
<translation type="unfinished">Decir a la base de datos compartida cuántos tienen que aprobar lo que sale: lo hace por sí solo el puesto de una administración</translation>
</message>
<message>
<source>Tell those who reported</source>
<translation type="unfinished">Decirlo a quienes reportaron</translation>
</message>
<message>
<source>Test who answers: try everybody on call, or these people</source>
<translation type="unfinished">Probar quién responde: todos los de guardia, o estas personas</translation>
</message>
<message>
<source>This incident came of maintenance that went wrong</source>
<translation type="unfinished">Este incidente vino de un mantenimiento que salió mal</translation>
</message>
<message>
<source>Tick a line of a role's checklist</source>
<translation type="unfinished">Marcar una línea de la lista de control de un rol</translation>
</message>
<message>
<source>Try again to send what failed</source>
<translation type="unfinished">Intentar enviar otra vez lo que falló</translation>
</message>
<message>
<source>Two desks ended a step differently: say which holds</source>
<translation type="unfinished">Dos puestos terminaron un paso de modo distinto: diga cuál vale</translation>
</message>
<message>
<source>Warn that a series left its pattern: the desk that watches does it by itself</source>
<translation type="unfinished">Avisar de que una serie dejó su patrón: el puesto que vigila lo hace por sí solo</translation>
</message>
<message>
<source>Word a lesson otherwise</source>
<translation type="unfinished">Redactar una lección de otro modo</translation>
</message>
<message>
<source>Write a line on the timeline</source>
<translation type="unfinished">Escribir una línea en la cronología</translation>
</message>
<message>
<source>Write down a decision: why, instead of what, and when it is looked at again</source>
<translation type="unfinished">Anotar una decisión: por qué, en vez de qué, y cuándo se vuelve a mirar</translation>
</message>
<message>
<source>Write down by which rung of the ladder somebody is called: the desk does it by itself</source>
<translation type="unfinished">Anotar por qué peldaño de la escalera se llama a alguien: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Write down by which rung somebody is tried: the desk does it by itself</source>
<translation type="unfinished">Anotar por qué peldaño se prueba con alguien: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Write down how many reports were turned away: the desk does it by itself</source>
<translation type="unfinished">Anotar cuántos reportes se rechazaron: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Write down how much was turned away: the desk does it by itself</source>
<translation type="unfinished">Anotar cuánto se rechazó: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Write down how often alerts were repeated: the desk does it by itself</source>
<translation type="unfinished">Anotar cuántas veces se repitieron alertas: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Write down that a message could not be sent: the desk does it by itself</source>
<translation type="unfinished">Anotar que un mensaje no se pudo enviar: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Write down that a message is about to be sent: the desk does it by itself</source>
<translation type="unfinished">Anotar que un mensaje está a punto de enviarse: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Write down that a message went out: the desk does it by itself</source>
<translation type="unfinished">Anotar que un mensaje salió: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Write down that a role went over at once: the next holder is there and said so</source>
<translation type="unfinished">Anotar que un rol pasó al momento: quien sigue está aquí y lo dijo</translation>
</message>
<message>
<source>Write down that what went out was refused: the desk does it by itself</source>
<translation type="unfinished">Anotar que lo que salió fue rechazado: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Write down to whom an update has gone: the desk does it by itself</source>
<translation type="unfinished">Anotar a quién fue una novedad: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Write down to whom an update is about to go: the desk does it by itself</source>
<translation type="unfinished">Anotar a quién está a punto de ir una novedad: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Write down what came of an e-mail: the desk does it by itself</source>
<translation type="unfinished">Anotar qué fue de un correo: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Write down what came of one try of a test: the desk does it by itself</source>
<translation type="unfinished">Anotar qué salió de un intento de prueba: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Write down what came of one try to call somebody: the desk does it by itself</source>
<translation type="unfinished">Anotar qué salió de un intento de llamar a alguien: el puesto lo hace por sí solo</translation>
</message>
<message>
<source>Write down what somebody who was called says: they come, they decline, or nobody answers</source>
<translation type="unfinished">Anotar lo que dice alguien a quien se llamó: viene, rehúsa, o nadie responde</translation>
</message>
<message>
<source>Write down what was answered to somebody outside</source>
<translation type="unfinished">Anotar lo que se respondió a alguien de fuera</translation>
</message>
<message>
<source>Write down whether somebody answered when they were tried</source>
<translation type="unfinished">Anotar si alguien respondió cuando se probó</translation>
</message>
<message>
<source>Write into the note pad of an investigation</source>
<translation type="unfinished">Escribir en el bloc de una investigación</translation>
</message>
</context>
<context>
<name>sentences</name>
<message>
<source>1 character needs UCS-2: “{shown}”</source>
<translation type="unfinished">1 carácter necesita UCS-2: «{shown}»</translation>
</message>
<message>
<source>1 segment, {used} of {each}</source>
<translation type="unfinished">1 segmento, {used} de {each}</translation>
</message>
<message>
<source>A message that was begun stays; drop it with /drop-message.</source>
<translation type="unfinished">Un mensaje empezado se queda; descártelo con /drop-message.</translation>
</message>
<message>
<source>Alert of {source}</source>
<translation type="unfinished">Alerta de {source}</translation>
</message>
<message>
<source>Alert of {source}, and {more} more</source>
<translation type="unfinished">Alerta de {source}, y {more} más</translation>
</message>
<message>
<source>An administrator asks to have {name} manage this</source>
<translation type="unfinished">Una administración pide que {name} dirija esto</translation>
</message>
<message>
<source>An administrator asks to shut {name} out of this</source>
<translation type="unfinished">Una administración pide excluir a {name} de esto</translation>
</message>
<message>
<source>Answer to enquiry {number}, as prepared</source>
<translation type="unfinished">Respuesta a la consulta {number}, como estaba preparada</translation>
</message>
<message>
<source>Answer to enquiry {number}, in own words</source>
<translation type="unfinished">Respuesta a la consulta {number}, con palabras propias</translation>
</message>
<message>
<source>Answer to question {number}</source>
<translation type="unfinished">Respuesta a la pregunta {number}</translation>
</message>
<message>
<source>Came by file and wait to be adopted: {count} entries by {name}</source>
<translation type="unfinished">Llegaron por archivo y esperan adopción: {count} entradas de {name}</translation>
</message>
<message>
<source>Came by file and waits to be adopted: 1 entry by {name}</source>
<translation type="unfinished">Llegó por archivo y espera adopción: 1 entrada de {name}</translation>
</message>
<message>
<source>Came of maintenance {number}</source>
<translation type="unfinished">Vino del mantenimiento {number}</translation>
</message>
<message>
<source>Cause map, effect {number}</source>
<translation type="unfinished">Mapa de causas, efecto {number}</translation>
</message>
<message>
<source>Cause map, harm {number}</source>
<translation type="unfinished">Mapa de causas, daño {number}</translation>
</message>
<message>
<source>Checked, nothing wrong</source>
<translation type="unfinished">Comprobado, nada iba mal</translation>
</message>
<message>
<source>Checked, nothing wrong: {number} was a false alarm. Nothing more is needed of you.</source>
<translation type="unfinished">Comprobado, nada iba mal: {number} fue una falsa alarma. No se necesita nada más de usted.</translation>
</message>
<message>
<source>Checked, nothing wrong: {number}, “{title}”, was a false alarm. Nothing more is needed of you.</source>
<translation type="unfinished">Comprobado, nada iba mal: {number}, «{title}», fue una falsa alarma. No se necesita nada más de usted.</translation>
</message>
<message>
<source>Checked, nothing wrong: {number}, “{title}”, was a false alarm. {reason}. Nothing more is needed of you.</source>
<translation type="unfinished">Comprobado, nada iba mal: {number}, «{title}», fue una falsa alarma. {reason}. No se necesita nada más de usted.</translation>
</message>
<message>
<source>Course {number} failed</source>
<translation type="unfinished">La medida {number} falló</translation>
</message>
<message>
<source>Course {number} proposed</source>
<translation type="unfinished">Medida {number} propuesta</translation>
</message>
<message>
<source>Course {number} rolled back</source>
<translation type="unfinished">La medida {number} se revirtió</translation>
</message>
<message>
<source>Course {number} takes longer, until {until}</source>
<translation type="unfinished">La medida {number} tarda más, hasta {until}</translation>
</message>
<message>
<source>Course {number} under way, led by {name}</source>
<translation type="unfinished">Medida {number} en marcha, dirigida por {name}</translation>
</message>
<message>
<source>Course {number} worked</source>
<translation type="unfinished">La medida {number} funcionó</translation>
</message>
<message>
<source>Course {number}, step {step} done</source>
<translation type="unfinished">Medida {number}, paso {step} hecho</translation>
</message>
<message>
<source>Course {number}, step {step}: it was done</source>
<translation type="unfinished">Medida {number}, paso {step}: se hizo</translation>
</message>
<message>
<source>Course {number}, step {step}: it was skipped</source>
<translation type="unfinished">Medida {number}, paso {step}: se omitió</translation>
</message>
<message>
<source>Declared: {title}</source>
<translation type="unfinished">Declarado: {title}</translation>
</message>
<message>
<source>Detected: {title}</source>
<translation type="unfinished">Detectado: {title}</translation>
</message>
<message>
<source>Duty log</source>
<translation type="unfinished">Libro de guardia</translation>
</message>
<message>
<source>Enquiry {number}</source>
<translation type="unfinished">Consulta {number}</translation>
</message>
<message>
<source>Enquiry {number} closed without an answer</source>
<translation type="unfinished">Consulta {number} cerrada sin respuesta</translation>
</message>
<message>
<source>Enquiry {number} from {who}</source>
<translation type="unfinished">Consulta {number} de {who}</translation>
</message>
<message>
<source>Enquiry {number} from {who}, {outlet}</source>
<translation type="unfinished">Consulta {number} de {who}, {outlet}</translation>
</message>
<message>
<source>Enquiry {number} waits until no certain time</source>
<translation type="unfinished">La consulta {number} espera sin hora fija</translation>
</message>
<message>
<source>Enquiry {number} waits until {moment}</source>
<translation type="unfinished">La consulta {number} espera hasta {moment}</translation>
</message>
<message>
<source>Fact {number}</source>
<translation type="unfinished">Hecho {number}</translation>
</message>
<message>
<source>Fact {number} confirmed</source>
<translation type="unfinished">Hecho {number} confirmado</translation>
</message>
<message>
<source>Fact {number} withdrawn</source>
<translation type="unfinished">Hecho {number} retirado</translation>
</message>
<message>
<source>Fact {number}, since when</source>
<translation type="unfinished">Hecho {number}, desde cuándo</translation>
</message>
<message>
<source>Fact {number}, what happened</source>
<translation type="unfinished">Hecho {number}, qué pasó</translation>
</message>
<message>
<source>Fact {number}, what is safe</source>
<translation type="unfinished">Hecho {number}, qué está a salvo</translation>
</message>
<message>
<source>Fact {number}, what to do meanwhile</source>
<translation type="unfinished">Hecho {number}, qué hacer mientras tanto</translation>
</message>
<message>
<source>Fact {number}, what we do</source>
<translation type="unfinished">Hecho {number}, qué hacemos</translation>
</message>
<message>
<source>Fact {number}, when it is back</source>
<translation type="unfinished">Hecho {number}, cuándo vuelve</translation>
</message>
<message>
<source>Fact {number}, who is affected</source>
<translation type="unfinished">Hecho {number}, a quién afecta</translation>
</message>
<message>
<source>Factor: {factor}</source>
<translation type="unfinished">Factor: {factor}</translation>
</message>
<message>
<source>Facts</source>
<translation type="unfinished">Hechos</translation>
</message>
<message>
<source>Follow-up {number} changed</source>
<translation type="unfinished">Seguimiento {number} cambiado</translation>
</message>
<message>
<source>Follow-up {number} for {name}</source>
<translation type="unfinished">Seguimiento {number} para {name}</translation>
</message>
<message>
<source>Follow-up {number} for {name}, due {due}</source>
<translation type="unfinished">Seguimiento {number} para {name}, vence {due}</translation>
</message>
<message>
<source>Follow-up {number} goes to {name}</source>
<translation type="unfinished">El seguimiento {number} pasa a {name}</translation>
</message>
<message>
<source>Follow-up {number} is now due {due}</source>
<translation type="unfinished">El seguimiento {number} vence ahora {due}</translation>
</message>
<message>
<source>Grade {grade}, plain</source>
<translation type="unfinished">Grado {grade}, claro</translation>
</message>
<message>
<source>Has to be told by {moment}: {title}</source>
<translation type="unfinished">Hay que notificarlo antes de {moment}: {title}</translation>
</message>
<message>
<source>Has to be told: {title}</source>
<translation type="unfinished">Hay que notificarlo: {title}</translation>
</message>
<message>
<source>Impact cleared</source>
<translation type="unfinished">Impacto borrado</translation>
</message>
<message>
<source>Impact: </source>
<translation type="unfinished">Impacto: </translation>
</message>
<message>
<source>Investigation {letter} concludes, {percent} % sure</source>
<translation type="unfinished">La investigación {letter} concluye, {percent} % segura</translation>
</message>
<message>
<source>Investigation {letter} opened, apart: {names}</source>
<translation type="unfinished">Investigación {letter} abierta, por separado: {names}</translation>
</message>
<message>
<source>Investigation {letter}, answer to open question {at}</source>
<translation type="unfinished">Investigación {letter}, respuesta a la pregunta abierta {at}</translation>
</message>
<message>
<source>Investigation {letter}, contributing factor ({part})</source>
<translation type="unfinished">Investigación {letter}, factor contribuyente ({part})</translation>
</message>
<message>
<source>Investigation {letter}, evidence {at}</source>
<translation type="unfinished">Investigación {letter}, prueba {at}</translation>
</message>
<message>
<source>Investigation {letter}, hypothesis {at}</source>
<translation type="unfinished">Investigación {letter}, hipótesis {at}</translation>
</message>
<message>
<source>Investigation {letter}, note</source>
<translation type="unfinished">Investigación {letter}, nota</translation>
</message>
<message>
<source>Investigation {letter}, open question {at}</source>
<translation type="unfinished">Investigación {letter}, pregunta abierta {at}</translation>
</message>
<message>
<source>Investigation {letter}, why evidence {at} says so of hypothesis {about}</source>
<translation type="unfinished">Investigación {letter}, por qué la prueba {at} lo dice de la hipótesis {about}</translation>
</message>
<message>
<source>Investigations {letters} come to this, {percent} % sure</source>
<translation type="unfinished">Las investigaciones {letters} llegan a esto, {percent} % seguras</translation>
</message>
<message>
<source>Length</source>
<translation type="unfinished">Longitud</translation>
</message>
<message>
<source>Lesson {number}</source>
<translation type="unfinished">Lección {number}</translation>
</message>
<message>
<source>Lesson: {lesson}</source>
<translation type="unfinished">Lección: {lesson}</translation>
</message>
<message>
<source>Maintenance {number} changed</source>
<translation type="unfinished">Mantenimiento {number} cambiado</translation>
</message>
<message>
<source>Maintenance {number} from {from} until {until}</source>
<translation type="unfinished">Mantenimiento {number} de {from} a {until}</translation>
</message>
<message>
<source>Maintenance {number} is now from {from}</source>
<translation type="unfinished">El mantenimiento {number} es ahora desde {from}</translation>
</message>
<message>
<source>Maintenance {number} is now from {from} until {until}</source>
<translation type="unfinished">El mantenimiento {number} es ahora de {from} a {until}</translation>
</message>
<message>
<source>Maintenance {number} is now until {until}</source>
<translation type="unfinished">El mantenimiento {number} es ahora hasta {until}</translation>
</message>
<message>
<source>Maintenance {number} takes longer, until {until}</source>
<translation type="unfinished">El mantenimiento {number} tarda más, hasta {until}</translation>
</message>
<message>
<source>May be answered to “{asked}”</source>
<translation type="unfinished">Se puede responder a «{asked}»</translation>
</message>
<message>
<source>Message {number} could not be sent: {channel}</source>
<translation type="unfinished">El mensaje {number} no se pudo enviar: {channel}</translation>
</message>
<message>
<source>Message {number} goes out: {channel}</source>
<translation type="unfinished">El mensaje {number} sale: {channel}</translation>
</message>
<message>
<source>Message {number} goes out: {channel}, to be approved afterwards</source>
<translation type="unfinished">El mensaje {number} sale: {channel}, se aprueba después</translation>
</message>
<message>
<source>Message {number} goes out: {channel}, witnessed by {name}, without the shared database</source>
<translation type="unfinished">El mensaje {number} sale: {channel}, con {name} como testigo, sin la base de datos compartida</translation>
</message>
<message>
<source>Message {number} is being written</source>
<translation type="unfinished">El mensaje {number} se está escribiendo</translation>
</message>
<message>
<source>Message {number} is held back and not sent: {channel}</source>
<translation type="unfinished">El mensaje {number} se retiene y no se envía: {channel}</translation>
</message>
<message>
<source>Message {number} sent by hand: {channel}</source>
<translation type="unfinished">Mensaje {number} enviado a mano: {channel}</translation>
</message>
<message>
<source>Message {number} sent: {channel}</source>
<translation type="unfinished">Mensaje {number} enviado: {channel}</translation>
</message>
<message>
<source>Message {told} stays as it is, though fact {number} is withdrawn</source>
<translation type="unfinished">El mensaje {told} queda como está, aunque el hecho {number} se retiró</translation>
</message>
<message>
<source>Missed by the end: {clocks}</source>
<translation type="unfinished">Faltados al final: {clocks}</translation>
</message>
<message>
<source>Moved to the archive {archive}: {title}</source>
<translation type="unfinished">Movido al archivo {archive}: {title}</translation>
</message>
<message>
<source>Next update named</source>
<translation type="unfinished">Próxima novedad anunciada</translation>
</message>
<message>
<source>No blame</source>
<translation type="unfinished">Sin culpas</translation>
</message>
<message>
<source>No longer linked: {relation} {other}</source>
<translation type="unfinished">Ya no enlazado: {relation} {other}</translation>
</message>
<message>
<source>No longer put off</source>
<translation type="unfinished">Ya no está aplazado</translation>
</message>
<message>
<source>No longer put off: {what}</source>
<translation type="unfinished">Ya no está aplazado: {what}</translation>
</message>
<message>
<source>Not adopted of what {name} wrote: 1 entry</source>
<translation type="unfinished">No adoptado de lo que escribió {name}: 1 entrada</translation>
</message>
<message>
<source>Not adopted of what {name} wrote: {count} entries</source>
<translation type="unfinished">No adoptado de lo que escribió {name}: {count} entradas</translation>
</message>
<message>
<source>Not to be told: {title}</source>
<translation type="unfinished">No se notifica: {title}</translation>
</message>
<message>
<source>Nothing from inside</source>
<translation type="unfinished">Nada de dentro</translation>
</message>
<message>
<source>Objection to the decision of {decided}</source>
<translation type="unfinished">Objeción a la decisión de {decided}</translation>
</message>
<message>
<source>Promises no more than is known</source>
<translation type="unfinished">No promete más de lo que se sabe</translation>
</message>
<message>
<source>Put off until {until}</source>
<translation type="unfinished">Aplazado hasta {until}</translation>
</message>
<message>
<source>Put off until {until}: {what}</source>
<translation type="unfinished">Aplazado hasta {until}: {what}</translation>
</message>
<message>
<source>Question {number} to {name}</source>
<translation type="unfinished">Pregunta {number} a {name}</translation>
</message>
<message>
<source>Reading level</source>
<translation type="unfinished">Nivel de lectura</translation>
</message>
<message>
<source>Restricted: what is written from now on is for those who may know</source>
<translation type="unfinished">Restringido: lo que se escriba desde ahora es para quienes pueden saberlo</translation>
</message>
<message>
<source>Says if it is us</source>
<translation type="unfinished">Dice si somos nosotros</translation>
</message>
<message>
<source>Says what is safe</source>
<translation type="unfinished">Dice qué está a salvo</translation>
</message>
<message>
<source>Says what to do meanwhile</source>
<translation type="unfinished">Dice qué hacer mientras tanto</translation>
</message>
<message>
<source>Secrets</source>
<translation type="unfinished">Secretos</translation>
</message>
<message>
<source>Series kept since {from}: {title}, {value} {unit}</source>
<translation type="unfinished">Serie guardada desde {from}: {title}, {value} {unit}</translation>
</message>
<message>
<source>Series kept since {from}: {title}, {value} {unit}, usual {low} to {high}</source>
<translation type="unfinished">Serie guardada desde {from}: {title}, {value} {unit}, habitual de {low} a {high}</translation>
</message>
<message>
<source>Severity set to {severity}</source>
<translation type="unfinished">Gravedad puesta a {severity}</translation>
</message>
<message>
<source>Severity {was} → {severity}</source>
<translation type="unfinished">Gravedad {was} → {severity}</translation>
</message>
<message>
<source>Severity {was} → {severity}, no reason given</source>
<translation type="unfinished">Gravedad {was} → {severity}, sin motivo</translation>
</message>
<message>
<source>Spelling</source>
<translation type="unfinished">Ortografía</translation>
</message>
<message>
<source>Split off {other}</source>
<translation type="unfinished">Separar {other}</translation>
</message>
<message>
<source>Stood down, nothing was wrong</source>
<translation type="unfinished">Desactivado, nada iba mal</translation>
</message>
<message>
<source>Task {number} for {name}</source>
<translation type="unfinished">Tarea {number} para {name}</translation>
</message>
<message>
<source>Task {number} for {name}, {span}</source>
<translation type="unfinished">Tarea {number} para {name}, {span}</translation>
</message>
<message>
<source>Task {number} for {role}</source>
<translation type="unfinished">Tarea {number} para {role}</translation>
</message>
<message>
<source>Task {number} goes from {giver} to {name}</source>
<translation type="unfinished">La tarea {number} pasa de {giver} a {name}</translation>
</message>
<message>
<source>Task {number} goes to {name}</source>
<translation type="unfinished">La tarea {number} pasa a {name}</translation>
</message>
<message>
<source>Task {number} needs more time, until {until}</source>
<translation type="unfinished">La tarea {number} necesita más tiempo, hasta {until}</translation>
</message>
<message>
<source>That stays as it was; have it tried again, or write the message anew.</source>
<translation type="unfinished">Eso queda como estaba; haga que se intente otra vez o escriba el mensaje de nuevo.</translation>
</message>
<message>
<source>The change of the plan of lesson {number} is in force: version {plan}</source>
<translation type="unfinished">El cambio del plan de la lección {number} está en vigor: versión {plan}</translation>
</message>
<message>
<source>The decision of {decided} no longer holds</source>
<translation type="unfinished">La decisión de {decided} ya no vale</translation>
</message>
<message>
<source>The decision of {decided} stands</source>
<translation type="unfinished">La decisión de {decided} sigue en pie</translation>
</message>
<message>
<source>The plan says: not this</source>
<translation type="unfinished">El plan dice: esto no</translation>
</message>
<message>
<source>The shift goes over to {name}</source>
<translation type="unfinished">El turno pasa a {name}</translation>
</message>
<message>
<source>The words of this entry were erased</source>
<translation type="unfinished">Las palabras de esta entrada se borraron</translation>
</message>
<message>
<source>This incident is restricted, and you are not among those who may know.</source>
<translation type="unfinished">Este incidente es restringido y usted no está entre quienes pueden saberlo.</translation>
</message>
<message>
<source>Time of return</source>
<translation type="unfinished">Hora de vuelta</translation>
</message>
<message>
<source>Title set to “{title}”</source>
<translation type="unfinished">Título puesto a «{title}»</translation>
</message>
<message>
<source>Told afterwards</source>
<translation type="unfinished">Contado después</translation>
</message>
<message>
<source>Told to {recipient}: {title}</source>
<translation type="unfinished">Notificado a {recipient}: {title}</translation>
</message>
<message>
<source>Under way</source>
<translation type="unfinished">En marcha</translation>
</message>
<message>
<source>Version {version} of the plan filled what was blank: {count} places</source>
<translation type="unfinished">La versión {version} del plan llenó lo vacío: {count} sitios</translation>
</message>
<message>
<source>What was said of a follow-up stands: say what is now, with /change-follow-up or /drop-follow-up.</source>
<translation type="unfinished">Lo dicho de un seguimiento queda: diga lo de ahora con /change-follow-up o /drop-follow-up.</translation>
</message>
<message>
<source>What was said of a lesson stands: say what is now, with /change-lesson or /drop-lesson.</source>
<translation type="unfinished">Lo dicho de una lección queda: diga lo de ahora con /change-lesson o /drop-lesson.</translation>
</message>
<message>
<source>What was said of maintenance stands: say what is now, with /change-maintenance or /cancel-maintenance.</source>
<translation type="unfinished">Lo dicho del mantenimiento queda: diga lo de ahora con /change-maintenance o /cancel-maintenance.</translation>
</message>
<message>
<source>What went out cannot be taken back: write a message that corrects it.</source>
<translation type="unfinished">Lo que salió no se puede retirar: escriba un mensaje que lo corrija.</translation>
</message>
<message>
<source>What {name} wrote was adopted</source>
<translation type="unfinished">Se adoptó lo que escribió {name}</translation>
</message>
<message>
<source>Written by a newer version of Incident Desk</source>
<translation type="unfinished">Escrito por una versión más nueva de Incident Desk</translation>
</message>
<message>
<source>as on the sheet</source>
<translation type="unfinished">como en la hoja</translation>
</message>
<message>
<source>because {why}</source>
<translation type="unfinished">porque {why}</translation>
</message>
<message>
<source>changed {count} times in {within} min; folded until it holds {holds} min</source>
<translation type="unfinished">cambió {count} veces en {within} min; plegada hasta que aguante {holds} min</translation>
</message>
<message>
<source>clear</source>
<translation type="unfinished">claro</translation>
</message>
<message>
<source>confirmed</source>
<translation type="unfinished">confirmado</translation>
</message>
<message>
<source>dissent: {dissent}</source>
<translation type="unfinished">discrepancia: {dissent}</translation>
</message>
<message>
<source>fact {holds} holds instead</source>
<translation type="unfinished">vale en su lugar el hecho {holds}</translation>
</message>
<message>
<source>file {file}</source>
<translation type="unfinished">archivo {file}</translation>
</message>
<message>
<source>from the line of {said}</source>
<translation type="unfinished">de la línea de {said}</translation>
</message>
<message>
<source>instead of fact {replaced}</source>
<translation type="unfinished">en vez del hecho {replaced}</translation>
</message>
<message>
<source>instead of: {other}</source>
<translation type="unfinished">en vez de: {other}</translation>
</message>
<message>
<source>is this “{language}”?</source>
<translation type="unfinished">¿es esto «{language}»?</translation>
</message>
<message>
<source>look again {revisit}</source>
<translation type="unfinished">mirar otra vez {revisit}</translation>
</message>
<message>
<source>no</source>
<translation type="unfinished">no</translation>
</message>
<message>
<source>no dictionary here for “{language}”</source>
<translation type="unfinished">aquí no hay diccionario para «{language}»</translation>
</message>
<message>
<source>no incident is open</source>
<translation type="unfinished">no hay ningún incidente abierto</translation>
</message>
<message>
<source>none named</source>
<translation type="unfinished">ninguno nombrado</translation>
</message>
<message>
<source>not confirmed</source>
<translation type="unfinished">sin confirmar</translation>
</message>
<message>
<source>one account, and no incident is open</source>
<translation type="unfinished">una voz, y ningún incidente abierto</translation>
</message>
<message>
<source>only believed: “{fact}”</source>
<translation type="unfinished">solo creído: «{fact}»</translation>
</message>
<message>
<source>reach: {reach}</source>
<translation type="unfinished">alcance: {reach}</translation>
</message>
<message>
<source>read in {read} s · spoken {spoken} s</source>
<translation type="unfinished">leído en {read} s · hablado {spoken} s</translation>
</message>
<message>
<source>reference {reference}</source>
<translation type="unfinished">referencia {reference}</translation>
</message>
<message>
<source>says nothing; expected every {every}</source>
<translation type="unfinished">no dice nada; se esperaba cada {every}</translation>
</message>
<message>
<source>spoken {used} of {limit} s</source>
<translation type="unfinished">hablado {used} de {limit} s</translation>
</message>
<message>
<source>spoken {used} s, no limit here</source>
<translation type="unfinished">hablado {used} s, aquí sin límite</translation>
</message>
<message>
<source>strong objections were asked for</source>
<translation type="unfinished">se preguntó por objeciones fuertes</translation>
</message>
<message>
<source>the name of a person</source>
<translation type="unfinished">el nombre de una persona</translation>
</message>
<message>
<source>too long to be looked into</source>
<translation type="unfinished">demasiado largo para examinarlo</translation>
</message>
<message>
<source>waits until {moment}</source>
<translation type="unfinished">espera hasta {moment}</translation>
</message>
<message>
<source>withdrawn: “{fact}”</source>
<translation type="unfinished">retirado: «{fact}»</translation>
</message>
<message>
<source>yes</source>
<translation type="unfinished">sí</translation>
</message>
<message>
<source>{audience} told</source>
<translation type="unfinished">{audience} informados</translation>
</message>
<message>
<source>{audience} told; next update by {moment}</source>
<translation type="unfinished">{audience} informados; próxima novedad antes de {moment}</translation>
</message>
<message>
<source>{channel} to {name}: given up</source>
<translation type="unfinished">{channel} a {name}: abandonado</translation>
</message>
<message>
<source>{channel} to {name}: it could not be sent</source>
<translation type="unfinished">{channel} a {name}: no se pudo enviar</translation>
</message>
<message>
<source>{channel} to {name}: no answer</source>
<translation type="unfinished">{channel} a {name}: sin respuesta</translation>
</message>
<message>
<source>{channel} to {name}: sent</source>
<translation type="unfinished">{channel} a {name}: enviado</translation>
</message>
<message>
<source>{clock}: done</source>
<translation type="unfinished">{clock}: hecho</translation>
</message>
<message>
<source>{clock}: done, {late} late</source>
<translation type="unfinished">{clock}: hecho, {late} tarde</translation>
</message>
<message>
<source>{clock}: done, {late} late; missed {missed}× before</source>
<translation type="unfinished">{clock}: hecho, {late} tarde; antes se faltó {missed}×</translation>
</message>
<message>
<source>{clock}: done; missed {missed}× before</source>
<translation type="unfinished">{clock}: hecho; antes se faltó {missed}×</translation>
</message>
<message>
<source>{clock}: put off until {until}</source>
<translation type="unfinished">{clock}: aplazado hasta {until}</translation>
</message>
<message>
<source>{count} alerts of {kinds} kinds, folded to one line</source>
<translation type="unfinished">{count} alertas de {kinds} tipos, plegadas en una línea</translation>
</message>
<message>
<source>{count} alerts, folded to one line</source>
<translation type="unfinished">{count} alertas, plegadas en una línea</translation>
</message>
<message>
<source>{count} characters</source>
<translation type="unfinished">{count} caracteres</translation>
</message>
<message>
<source>{count} characters need UCS-2: “{shown}”</source>
<translation type="unfinished">{count} caracteres necesitan UCS-2: «{shown}»</translation>
</message>
<message>
<source>{count} segments ({each} each)</source>
<translation type="unfinished">{count} segmentos ({each} cada uno)</translation>
</message>
<message>
<source>{giver} offers {role} to {name}</source>
<translation type="unfinished">{giver} ofrece {role} a {name}</translation>
</message>
<message>
<source>{minutes} min late</source>
<translation type="unfinished">{minutes} min tarde</translation>
</message>
<message>
<source>{name}</source>
<translation type="unfinished">{name}</translation>
</message>
<message>
<source>{name} acknowledged task {number}</source>
<translation type="unfinished">{name} confirmó la tarea {number}</translation>
</message>
<message>
<source>{name} acknowledged {role}</source>
<translation type="unfinished">{name} confirmó {role}</translation>
</message>
<message>
<source>{name} agrees with the conclusion</source>
<translation type="unfinished">{name} está de acuerdo con la conclusión</translation>
</message>
<message>
<source>{name} answers</source>
<translation type="unfinished">{name} responde</translation>
</message>
<message>
<source>{name} answers enquiry {number}</source>
<translation type="unfinished">{name} responde la consulta {number}</translation>
</message>
<message>
<source>{name} declines {role}</source>
<translation type="unfinished">{name} rehúsa {role}</translation>
</message>
<message>
<source>{name} declines, {how}: {about}</source>
<translation type="unfinished">{name} rehúsa, {how}: {about}</translation>
</message>
<message>
<source>{name} dissents from the conclusion</source>
<translation type="unfinished">{name} discrepa de la conclusión</translation>
</message>
<message>
<source>{name} does not answer: {about}</source>
<translation type="unfinished">{name} no responde: {about}</translation>
</message>
<message>
<source>{name} is called once more: {channel}, for {about}; it may arrive twice</source>
<translation type="unfinished">Se llama otra vez a {name}: {channel}, por {about}; puede llegar dos veces</translation>
</message>
<message>
<source>{name} is called: {channel}, for {about}</source>
<translation type="unfinished">Se llama a {name}: {channel}, por {about}</translation>
</message>
<message>
<source>{name} is coming, {how}: {about}</source>
<translation type="unfinished">{name} viene, {how}: {about}</translation>
</message>
<message>
<source>{name} is done, {how}: {about}</source>
<translation type="unfinished">{name} ha terminado, {how}: {about}</translation>
</message>
<message>
<source>{name} is to be called: {channel}, for {about}</source>
<translation type="unfinished">Hay que llamar a {name}: {channel}, por {about}</translation>
</message>
<message>
<source>{name} joins investigation {letter}</source>
<translation type="unfinished">{name} se une a la investigación {letter}</translation>
</message>
<message>
<source>{name} keeps {role} after all</source>
<translation type="unfinished">{name} conserva {role} al final</translation>
</message>
<message>
<source>{name} manages this incident, too</source>
<translation type="unfinished">{name} también dirige este incidente</translation>
</message>
<message>
<source>{name} may know nothing more of this</source>
<translation type="unfinished">{name} no puede saber nada más de esto</translation>
</message>
<message>
<source>{name} may know of this</source>
<translation type="unfinished">{name} puede saber de esto</translation>
</message>
<message>
<source>{name} may read what this investigation says</source>
<translation type="unfinished">{name} puede leer lo que dice esta investigación</translation>
</message>
<message>
<source>{name} released from {role}</source>
<translation type="unfinished">{name} liberado de {role}</translation>
</message>
<message>
<source>{name} takes task {number}</source>
<translation type="unfinished">{name} toma la tarea {number}</translation>
</message>
<message>
<source>{name} takes task {number}, {span}</source>
<translation type="unfinished">{name} toma la tarea {number}, {span}</translation>
</message>
<message>
<source>{name} takes {role}</source>
<translation type="unfinished">{name} toma {role}</translation>
</message>
<message>
<source>{name} takes {role} over from {giver}</source>
<translation type="unfinished">{name} toma {role} de {giver}</translation>
</message>
<message>
<source>{name} was shut out of this by two administrators</source>
<translation type="unfinished">{name} fue excluido de esto por dos administraciones</translation>
</message>
<message>
<source>{name}, {role}, works in {other} as well, and that is fine</source>
<translation type="unfinished">{name}, {role}, trabaja también en {other}, y está bien</translation>
</message>
<message>
<source>{one} against {other}: </source>
<translation type="unfinished">{one} frente a {other}: </translation>
</message>
<message>
<source>{one} and {other} contradict each other again</source>
<translation type="unfinished">{one} y {other} se contradicen otra vez</translation>
</message>
<message>
<source>{over} over {limit}</source>
<translation type="unfinished">{over} de más sobre {limit}</translation>
</message>
<message>
<source>{over} s over {limit} s</source>
<translation type="unfinished">{over} s de más sobre {limit} s</translation>
</message>
<message>
<source>{place} taken away</source>
<translation type="unfinished">{place} retirado</translation>
</message>
<message>
<source>{place}: {where}</source>
<translation type="unfinished">{place}: {where}</translation>
</message>
<message>
<source>{region} has received the last word</source>
<translation type="unfinished">{region} recibió la última palabra</translation>
</message>
<message>
<source>{relation} {other}</source>
<translation type="unfinished">{relation} {other}</translation>
</message>
<message>
<source>{right} holds</source>
<translation type="unfinished">{right} vale</translation>
</message>
<message>
<source>{role} added</source>
<translation type="unfinished">{role} añadido</translation>
</message>
<message>
<source>{role} assigned to {name}</source>
<translation type="unfinished">{role} asignado a {name}</translation>
</message>
<message>
<source>{role} handed over from {giver} to {name}</source>
<translation type="unfinished">{role} traspasado de {giver} a {name}</translation>
</message>
<message>
<source>{role} is no longer needed</source>
<translation type="unfinished">{role} ya no hace falta</translation>
</message>
<message>
<source>{role}: done: {step}</source>
<translation type="unfinished">{role}: hecho: {step}</translation>
</message>
<message>
<source>{role}: not done after all: {step}</source>
<translation type="unfinished">{role}: al final no hecho: {step}</translation>
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
<translation type="unfinished">{used} caracteres, aquí sin límite</translation>
</message>
<message>
<source>{used} of {limit}</source>
<translation type="unfinished">{used} de {limit}</translation>
</message>
<message>
<source>{was} → {state}</source>
<translation type="unfinished">{was} → {state}</translation>
</message>
<message>
<source>{what}: take it out, and have it changed</source>
<translation type="unfinished">{what}: sáquelo, y que se cambie</translation>
</message>
<message>
<source>{why}</source>
<translation type="unfinished">{why}</translation>
</message>
<message>
<source>“{word}”?</source>
<translation type="unfinished">¿«{word}»?</translation>
</message>
</context>
<context>
<name>states</name>
<message>
<source>Declared</source>
<translation type="unfinished">Declarado</translation>
</message>
<message>
<source>Detected</source>
<translation type="unfinished">Detectado</translation>
</message>
<message>
<source>False alarm</source>
<translation type="unfinished">Falsa alarma</translation>
</message>
<message>
<source>Investigating</source>
<translation type="unfinished">Investigando</translation>
</message>
<message>
<source>Merged</source>
<translation type="unfinished">Fusionado</translation>
</message>
<message>
<source>Mitigating</source>
<translation type="unfinished">Mitigando</translation>
</message>
<message>
<source>Monitoring</source>
<translation type="unfinished">En vigilancia</translation>
</message>
<message>
<source>No severity yet</source>
<translation type="unfinished">Aún sin gravedad</translation>
</message>
<message>
<source>Resolved</source>
<translation type="unfinished">Resuelto</translation>
</message>
<message>
<source>Reviewed</source>
<translation type="unfinished">Revisado</translation>
</message>
<message>
<source>SEV {number}</source>
<translation type="unfinished">SEV {number}</translation>
</message>
</context>
</TS>
