"""Reports of customers, written and labelled by hand, for two houses with an open incident each and one with none.

Each line: what it comes to (S same issue, I isolated, U unknown), service, region, minutes since when (- if unsaid),
and the words. All were written before anything was run over them: 114 of the 120 were right then, and what was
wrong with the other six was mended with them in view.
"""

from typing import Final

FORGE: Final = """
S | Git push | Europe | 15 | Push hangs, then 502. Only our group or everybody? We ship a release at 01:00
S | Website | Americas | - | Site shows an error page since 20 minutes
S | Website | Europe | - | Kann mich nicht anmelden, Fehler 502
I | CI runners | Europe | 580 | My runner token is refused since this afternoon
S | Git pull | Asia | - | fetch fails: remote end hung up unexpectedly
S | Website | Americas | - | Is gitlab.com down?
S | CI runners | Europe | - | Pipelines stay pending, 40 people wait here
U | Pages | Europe | - | Our Pages site shows an old version
S | Website | Africa | - | Cannot reach the site from Lagos
S | API | Europe | - | API answers 500 for every project
U | | | - | <script>alert(1)</script> help
S | Git push | Americas | - | remote: internal error on push, three repositories
S | Website | Europe | - | Merge requests gone? Page does not load
S | Registry | Americas | - | docker pull gives 503 from the registry
I | Website | Europe | - | E-mail change not confirmed since Monday
S | Git pull | Europe | - | clone stops at 0 %
S | Website | Asia | - | Very slow, then error
I | Website | Europe | - | I forgot my password and the reset mail never arrived
S | | | - | nothing works any more, everything gives 502
S | Git push | | 10 | fatal: unable to access repository, the requested URL returned error: 503
S | Website | | - | le site ne marche plus
S | Website | Europe | - | La página no carga
S | API | | - | our bot gets Bad Gateway on every call
I | Website | Americas | - | How do I change the billing address on our invoice?
S | CI runners | | - | jobs are stuck in pending for 15 minutes
U | Pages | | - | certificate of our Pages domain is expired
I | CI runners | Europe | - | my job fails since yesterday with an out of memory error
S | Website | Europe | 5 | 502 on every page, whole office
S | Git pull | | - | git fetch: Connection timed out
U | | | - | hello
I | Git push | Europe | - | push is rejected: my ssh key was denied, my colleagues can push
S | Website | | - | Login page gives error 500
S | Registry | Europe | - | docker push hangs for ever
S | Website | Asia | - | white page only
I | Website | | - | would like to upgrade our plan to premium
S | API | Asia | - | requests to /api/v4/projects time out
S | | | - | is there an outage? our whole team cannot work
U | | | - | please call me back
S | Git push | Europe | - | Push geht nicht, Fehler 502
S | Website | Europe | - | Webseite nicht erreichbar
S | CI runners | Americas | - | runners do not pick up any jobs, everybody here is blocked
S | Website | Americas | 12 | issues will not load, error 502 bad gateway
I | Website | Europe | - | two-factor code is wrong after I got a new phone, my account only
S | Git pull | Americas | - | remote: HTTP Basic: Access denied. Worked half an hour ago for all of us
S | API | | - | 502 from your API since 10 minutes
U | Billing | | - | the price shown for ten seats is not what your sales said
S | Website | Europe | - | Ihr seid offline?
S | Git push | Asia | - | cannot push tags, release blocked, error 500
I | Git pull | Europe | - | clone of our monorepo takes very long, for weeks now
S | Registry | | - | image pull failed with 503 in our cluster
S | Website | | - | Something went wrong on our end, it says, on each page
S | Website | Americas | - | my dashboard is blank and colleagues see the same
S | | Europe | - | GitLab antwortet nicht mehr
S | CI runners | Europe | - | deploy job cannot fetch the code: 502
I | API | Americas | - | our API key is expired, how can we get a new one
S | Git push | Africa | - | error: RPC failed; HTTP 502
U | | | - | ???
S | Website | Europe | - | toutes les pages donnent une erreur 502
S | Website | Americas | - | Where is my project? I get 404 and sometimes 502
I | Website | Asia | - | I want a refund for the trial
"""

SHOP: Final = """
S | Checkout | Europe | - | Card declined three times, the bank says all is fine
S | Checkout | | 20 | payment fails with an error at the last step
I | Checkout | Europe | - | my card expired, how do I enter a new one
S | | Europe | - | I cannot pay, it says try again later
U | Checkout | Asia | - | payment page shows an error
U | Delivery | Europe | - | parcel is late
S | Checkout | Europe | - | Zahlung abgelehnt, mit zwei Karten
I | Checkout | Europe | - | charged twice last week
S | Checkout | Europe | 30 | checkout hangs on "processing payment"
U | Search | Europe | - | search finds nothing for red shoes
S | Payments | Europe | - | all our customers get "card declined" in your terminal
I | | | - | I would like to cancel my order and get a refund
S | Checkout | Europe | - | le paiement est refusé avec toutes mes cartes
S | Checkout | Europe | - | your shop does not take my Visa, error 05 do not honour
U | | | - | I do not like the new colours
S | Checkout | | - | pago rechazado, error
I | Checkout | Europe | 3000 | the voucher code is not accepted since the newsletter
U | Account | Europe | - | cannot sign in, captcha does not load
S | Checkout | Europe | - | order fails after I press pay
S | Checkout | Europe | 10 | 3D Secure window stays blank, then payment failed
U | App | Americas | - | app crashes when I open the wish list
S | Payments | Europe | - | terminal says no connection to payment service
I | Payments | Europe | - | our terminal is broken, the neighbour's works for everyone else
S | Checkout | Europe | - | Bezahlen geht nicht, alle Karten abgelehnt
S | | Europe | - | paying by card fails since half an hour
U | Delivery | Europe | - | the driver left my parcel in the rain
S | Checkout | Europe | - | cannot complete the purchase, payment error
I | Checkout | Europe | - | where is the invoice for my order
S | Checkout | Europe | 40 | every card is refused at checkout
U | Checkout | Americas | - | payment by card failed
S | Payments | Europe | - | transactions time out for all our stores
S | Checkout | Europe | - | tried Mastercard and Visa, both rejected
I | Checkout | Europe | - | only my gift card is refused, other customers can pay with theirs
S | Checkout | | - | Payment was declined. Is it you or my bank?
U | Search | | - | prices in the search results are wrong
S | Checkout | Europe | - | je ne peux pas payer
S | Checkout | Europe | 25 | card payment not working
U | Account | | - | your newsletter comes twice
S | Payments | Europe | - | authorisations fail with timeout, POS 4 to 9
I | Checkout | Europe | - | changed my address and now the old one is still shown, since last week
"""

CALM: Final = """
U | Website | Europe | - | the site is very slow today
U | API | | - | we get 500 on uploads
I | Website | | - | I forgot my password
U | | | - | hello?
I | Website | Europe | - | how do I download my invoice
U | CI runners | Asia | 10 | jobs pending
U | Website | | - | is it down or only me?
I | Git push | | - | my ssh key is refused, my colleagues can push
U | Website | Europe | - | seite lädt nicht
I | | | - | please cancel my subscription
U | Pages | | - | 404 on our site
I | API | Europe | - | my token expired
U | Website | Americas | - | nothing works here, whole office
U | Registry | | - | push to registry denied
I | Website | Europe | - | would like to know what premium costs
U | | | - | something is wrong
U | Git pull | | - | clone is slow
I | Website | | - | nur bei mir: die Schrift ist zu klein
U | Website | Europe | - | error 502
I | Website | | - | please change my e-mail address
"""
