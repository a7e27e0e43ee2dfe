"""What the status page says to whoever asks it something, or gets its updates by e-mail, in the languages it knows."""

from typing import Final

import msgspec

from incident_desk.domain.report_entries import Symptom


class VisitorWords(msgspec.Struct, frozen=True):
    """One language. `symptoms` are in the order of their kinds; words in braces are filled in."""

    ask: str
    ask_how: str
    service: str
    region: str
    symptom: str
    unsure: str
    ask_button: str
    symptoms: tuple[str, ...]
    wider: str
    wider_more: str
    wider_else: str
    unknown: str
    unknown_how: str
    since: str
    text: str
    reach: str
    leave_empty: str
    send: str
    subscribe: str
    subscribe_how: str
    address: str
    subscribe_button: str
    look: str
    look_how: str
    confirm: str
    confirm_how: str
    confirm_button: str
    confirmed: str
    confirmed_how: str
    leave: str
    leave_how: str
    leave_button: str
    left: str
    left_how: str
    no_link: str
    no_link_how: str
    refused: str
    too_often: str
    not_now: str
    wrong_address: str
    confirm_subject: str
    confirm_mail: str
    update_mail: str

    def symptom_named(self, symptom: Symptom) -> str:
        return self.symptoms[tuple(Symptom).index(symptom)]


ENGLISH: Final = VisitorWords(
    ask="Is it us?",
    ask_how="Pick what you see, and read at once whether it is a wider problem.",
    service="Which service?",
    region="Where are you?",
    symptom="What do you see?",
    unsure="Not sure",
    ask_button="Ask",
    symptoms=(
        "Not reachable",
        "Error message",
        "Slow",
        "Cannot sign in",
        "Data wrong or missing",
        "Something else",
    ),
    wider="It is us, a wider problem. We know since {moment}",
    wider_more="Everything we told about it",
    wider_else="Is it something else with you? Tell us",
    unknown="Nothing is known of that",
    unknown_how="Tell us. Somebody looks at it, and you can read here what came of it.",
    since="Since when? For example “20 min ago”",
    text="In your words",
    reach="Your e-mail, if you want an answer there. It is used for nothing else.",
    leave_empty="Leave this empty",
    send="Tell us",
    subscribe="Updates by e-mail",
    subscribe_how="We send you a link first. Nothing is kept before you follow it; each e-mail has one to leave.",
    address="Your e-mail address",
    subscribe_button="Send me updates",
    look="Look into your mail",
    look_how="If e-mail reaches that address, a link is on its way. It holds for 24 hours.",
    confirm="Get updates by e-mail?",
    confirm_how="Every update of this page goes to {address}.",
    confirm_button="Yes, send me updates",
    confirmed="You get updates from now on",
    confirmed_how="Each e-mail has a link by which you leave.",
    leave="No more e-mails?",
    leave_how="One press, and nothing more is sent to you.",
    leave_button="Send me nothing more",
    left="You get no more e-mails",
    left_how="If that was a mistake, ask for updates on the page again.",
    no_link="Nothing here",
    no_link_how="This link is not known here, or is over.",
    refused="That did not work",
    too_often="Too often. Wait a minute, then try again.",
    not_now="That is not possible now. Try again later.",
    wrong_address="Write one e-mail address, like kim@example.org.",
    confirm_subject="Confirm: updates of {title}",
    confirm_mail=(
        "Somebody, you we hope, asked for the updates of {title} at this address.\n\n"
        "Follow this link within 24 hours, and you get them:\n{link}\n\n"
        "If it was not you, do nothing. Then nothing is kept, and nothing is sent."
    ),
    update_mail="{text}\n\n{state}. Everything we told about it:\n{page}\n\nNo more of these e-mails:\n{leave}",
)

GERMAN: Final = VisitorWords(
    ask="Liegt es an uns?",
    ask_how="Wählen Sie, was Sie sehen, und lesen Sie sofort, ob es ein größeres Problem ist.",
    service="Welcher Dienst?",
    region="Wo sind Sie?",
    symptom="Was sehen Sie?",
    unsure="Nicht sicher",
    ask_button="Fragen",
    symptoms=(
        "Nicht erreichbar",
        "Fehlermeldung",
        "Langsam",
        "Anmelden geht nicht",
        "Daten falsch oder weg",
        "Etwas anderes",
    ),
    wider="Es liegt an uns, und nicht nur bei Ihnen. Wir wissen es seit {moment}",
    wider_more="Alles, was wir dazu gemeldet haben",
    wider_else="Ist es bei Ihnen etwas anderes? Sagen Sie es uns",
    unknown="Davon ist nichts bekannt",
    unknown_how="Sagen Sie es uns. Jemand sieht es sich an, und Sie lesen hier, was daraus wurde.",
    since="Seit wann? Zum Beispiel „20 min ago“",
    text="In Ihren Worten",
    reach="Ihre E-Mail, falls Sie dort eine Antwort wünschen. Sie dient nichts anderem.",
    leave_empty="Lassen Sie das leer",
    send="Melden",
    subscribe="Meldungen per E-Mail",
    subscribe_how="Wir senden erst einen Link. Vorher wird nichts gespeichert; jede E-Mail hat einen zum Abmelden.",
    address="Ihre E-Mail-Adresse",
    subscribe_button="Meldungen senden",
    look="Sehen Sie in Ihre Post",
    look_how="Wenn E-Mail diese Adresse erreicht, ist ein Link unterwegs. Er gilt 24 Stunden.",
    confirm="Meldungen per E-Mail?",
    confirm_how="Jede Meldung dieser Seite geht an {address}.",
    confirm_button="Ja, senden Sie mir Meldungen",
    confirmed="Sie bekommen die Meldungen ab jetzt",
    confirmed_how="Jede E-Mail hat einen Link, mit dem Sie sich abmelden.",
    leave="Keine E-Mails mehr?",
    leave_how="Ein Druck, und Sie bekommen nichts mehr.",
    leave_button="Nichts mehr senden",
    left="Sie bekommen keine E-Mails mehr",
    left_how="Wenn das ein Versehen war, fordern Sie die Meldungen auf der Seite neu an.",
    no_link="Hier ist nichts",
    no_link_how="Dieser Link ist hier nicht bekannt oder abgelaufen.",
    refused="Das ging nicht",
    too_often="Zu oft. Warten Sie eine Minute, dann versuchen Sie es neu.",
    not_now="Das geht jetzt nicht. Versuchen Sie es später neu.",
    wrong_address="Schreiben Sie eine E-Mail-Adresse, wie kim@example.org.",
    confirm_subject="Bestätigen: Meldungen von {title}",
    confirm_mail=(
        "Jemand, hoffentlich Sie, hat für diese Adresse die Meldungen von {title} angefordert.\n\n"
        "Folgen Sie diesem Link in den nächsten 24 Stunden, dann bekommen Sie sie:\n{link}\n\n"
        "Wenn Sie es nicht waren, tun Sie nichts. Dann wird nichts gespeichert und nichts gesendet."
    ),
    update_mail="{text}\n\n{state}. Alles, was wir dazu gemeldet haben:\n{page}\n\nKeine dieser E-Mails mehr:\n{leave}",
)

SPANISH: Final = VisitorWords(
    ask="¿Es cosa nuestra?",
    ask_how="Elija lo que ve y lea enseguida si es un problema general.",
    service="¿Qué servicio?",
    region="¿Dónde está?",
    symptom="¿Qué ve?",
    unsure="No lo sé",
    ask_button="Preguntar",
    symptoms=(
        "No responde",
        "Mensaje de error",
        "Lento",
        "No puedo entrar",
        "Datos incorrectos o perdidos",
        "Otra cosa",
    ),
    wider="Es cosa nuestra, un problema general. Lo sabemos desde {moment}",
    wider_more="Todo lo que hemos dicho sobre esto",
    wider_else="¿Es otra cosa en su caso? Díganoslo",
    unknown="De eso no se sabe nada",
    unknown_how="Díganoslo. Alguien lo mira, y aquí puede leer qué resultó.",
    since="¿Desde cuándo? Por ejemplo «20 min ago»",
    text="En sus palabras",
    reach="Su correo, si quiere una respuesta ahí. No se usa para nada más.",
    leave_empty="Déjelo vacío",
    send="Avisar",
    subscribe="Mensajes por correo",
    subscribe_how="Primero le enviamos un enlace. Antes no se guarda nada; cada correo tiene uno para darse de baja.",
    address="Su dirección de correo",
    subscribe_button="Enviarme mensajes",
    look="Mire su correo",
    look_how="Si el correo llega a esa dirección, un enlace está en camino. Vale 24 horas.",
    confirm="¿Mensajes por correo?",
    confirm_how="Cada mensaje de esta página va a {address}.",
    confirm_button="Sí, enviarme mensajes",
    confirmed="Desde ahora recibe los mensajes",
    confirmed_how="Cada correo tiene un enlace para darse de baja.",
    leave="¿No más correos?",
    leave_how="Una pulsación, y no recibe nada más.",
    leave_button="No enviarme nada más",
    left="Ya no recibe correos",
    left_how="Si fue un error, pida los mensajes otra vez en la página.",
    no_link="Aquí no hay nada",
    no_link_how="Este enlace no se conoce aquí, o ya terminó.",
    refused="Eso no funcionó",
    too_often="Demasiadas veces. Espere un minuto y pruebe otra vez.",
    not_now="Ahora no es posible. Pruebe más tarde.",
    wrong_address="Escriba una dirección de correo, como kim@example.org.",
    confirm_subject="Confirmar: mensajes de {title}",
    confirm_mail=(
        "Alguien, esperamos que usted, pidió los mensajes de {title} para esta dirección.\n\n"
        "Siga este enlace en las próximas 24 horas y los recibirá:\n{link}\n\n"
        "Si no fue usted, no haga nada. Entonces nada se guarda y nada se envía."
    ),
    update_mail="{text}\n\n{state}. Todo lo que hemos dicho sobre esto:\n{page}\n\nNo más de estos correos:\n{leave}",
)

_KNOWN: Final = {"en": ENGLISH, "de": GERMAN, "es": SPANISH}


def visitor_words(language: str) -> VisitorWords:
    """In a language; in English where it is not known."""
    return _KNOWN.get(language.partition("-")[0].casefold(), ENGLISH)
