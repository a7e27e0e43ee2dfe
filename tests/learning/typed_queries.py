"""What somebody might type five minutes into an incident that is on the record: six words, and a full line.

Written by hand for these tests, in words of our own and not out of the reports. Each begins with the first ten digits
of the SHA-256 of the id of the report that is meant.
"""

from typing import Final

_TYPED: Final = """
73d02522b7
  shop down after promo, autoscaling stuck
  The web shop broke down when an advert sent a rush of visitors, and new instances would not start because of
    wrong cluster settings
0710459a7c
  backbone traffic all into one location
  A mistyped router setting during backbone work sent traffic of two continents into a single data center that
    could not take it
3f8036fd58
  BGP prefixes withdrawn wrong sequence locations
  Nineteen locations fell over because the advertised BGP prefixes were switched off in the wrong order
e96484ee05
  service tokens broken by release, dashboard
  A faulty release of the code that handles service tokens took many products with it for two hours
d5f570e8e7
  resolver answers SERVFAIL for public DNS
  Users of the public DNS resolver get SERVFAIL for good names since this morning, an internal software fault
a83fb4c93b
  bot detection file too large everywhere
  After a permission change in a database the feature file for bot detection grew over its limit and spread to
    every server
c12502a490
  service discovery gone after client config
  One client with a bad config took service discovery down worldwide
88802d0d68
  multicast flood switches not configured, site
  Multicast packets flooded the network since the switches were never set up for them; the whole site is gone
cc16567c79
  browser hangs, HTTP/3 loop in network
  Browsers hang and load no page, the HTTP/3 code of the network stack is stuck
1eaa5946bb
  private cloud deleted, legacy term option
  A customer's private cloud was deleted automatically because it had been set up with an old option for a
    fixed term
794fa74e2f
  load balancer config rollout error rate
  Error rates rose for twenty minutes during a config rollout to the load balancer because of a bug
98019c3089
  blob storage lookup overloaded mail photos
  We changed config for more metadata storage, and the blob lookup got overloaded; mail and photos fail in a
    cascade
d5b0aa2da4
  config change half propagated, dynos dead
  Web dynos do not start, an automatic config change reached only part of the machines
f655efc429
  new environment variables missing after deploy
  The deploy went out in the wrong order, so the code ran without the new config variables
8e8499870d
  production database dropped by mistake, backup
  Somebody dropped the production database, the last daily backup is hours old and scores are lost
f70700cf8c
  CDN restart resets backend, wrong origin
  A change at the CDN routed requests to the wrong backend since restart puts it back to the first in the list
3e12d6ce98
  water plant fluoride button pressed wrongly
  An operator pressed the wrong button and the water works shut down with too much fluoride
992efce12f
  cluster DNS lookups fail after change
  Since the DNS change was deployed no service in the container cluster can resolve names
c870177bc5
  RDS disk died, MySQL settings lost
  The hardware of our managed database failed and the MySQL settings were wrong, financial records are gone
480dde372e
  static host name unresolved during deploy
  During the deploy the DNS record of the static host was created anew along with its certificate and did not
    resolve for some minutes
95ede6f6a2
  crate downloads 404 wrong url deploy
  All package downloads fail after the deploy since the download links are generated wrongly
2f82797ebd
  firewall rule locks everybody out site
  A wrong firewall setting blocks our own site
0c420a8446
  leaked virtual machines, builds waiting long
  VMs are leaking after a password rotation that was not finished, builds wait in the queue
b0183802a8
  cleanup job deleted base VM images
  The cleanup job for old images removed the stable base images of the virtual machines
fa3e84328b
  tests truncated tables in production database
  The test suite ran against production because of an environment variable and emptied the tables
941a43540d
  load sheet weight passengers as children
  The check in software counted women as children so that the weight of the aircraft was too low on paper
a783734f27
  backup identifiers mixed, customers see others
  Free customers could see data of others because backup ids of the databases were set wrongly, and the repair
    may have lost data
fb029b07ee
  transformer failed, generators out of phase
  The transformer broke and the backup generators did not come up since their phase control failed
c3863cf790
  storm power cut, generator unstable
  A storm cut the power and one generator did not hold the load though it had passed the tests
46fb04d9cc
  Sydney power loss breakers did not
  Heavy weather, loss of power in Sydney, the breakers did not isolate and the reserve energy drained into the
    grid
2742aab999
  switch half broken, control plane quorum
  A switch that failed only partly led to a Byzantine fault, dashboard and API were down for six hours
61a15d0efb
  grid alarm silent, trees on lines
  Power lines touched trees and the alarm that should warn the operators never rang, millions had no
    electricity
2e77ff27b1
  cooling failed zone shut down heat
  Several cooling systems of one data center failed together in the heat, and the zone went down
53238d6c46
  storage server volume lost, sites down
  A volume on a storage server failed; our site and the customers' web apps that use it are down
f5318828f1
  installer removed boot.ini windows will not
  The expansion's installer deletes boot.ini so that machines do not boot
c8390dd760
  MySQL failover cross country missing writes
  After a short network split MySQL failed over to the other coast and some seconds of writes are missing
0d521bc4a9
  postgres table locked by migration queries
  A fast migration and a slow read query block every query on an important PostgreSQL table
2ebf57480d
  fiber fault packet loss between gateways
  A part of the fiber path broke, less bandwidth to the edge and packets get lost until traffic moved
1ebd5686e3
  old code flag reused, trading loss
  Some servers still ran the old version and a reused flag switched on dead code, hundreds of millions lost in
    trading
140b3be4a3
  svn broke by SHA-1 collision files
  The Subversion repository cannot be checked out since two files with one SHA-1 were committed
f31bf4eff4
  leap day certificate invalid date cloud
  On leap day new certificates got an end date that does not exist and were refused, the cloud was out all day
04f815cf76
  leap second kernel deadlock machines hang
  Kernels lock up at the leap second: printk wakes the log daemon, which waits for the time lock
89608be783
  browser add-ons disabled, certificate ran out
  All add-ons of the browser were switched off since an intermediate certificate expired
1c0884aba0
  schema rename read replicas deadlocked load
  The last rename of a schema migration put read replicas into a deadlock and the others were overloaded
55b5c7b155
  satellites send wrong position after upload
  A bad update made navigation satellites broadcast wrong orbits for hours
461573cb27
  container filesystem corrupt after upgrade check
  An upgrade turned off a check without a word and the next deploy corrupted file systems in containers
c6863b7908
  apt upgrade broke permissions on /dev
  An update of a pinned package from upstream makes writes to /dev fail
92b779043c
  git push token leaked from Jenkins
  An access token leaked from the build server and would have allowed pushes to our repositories
0fa55a03c4
  poison message crashes workers, panic
  One bad event in the queue makes the workers panic again and again so that the app crashes
f158178f9b
  chip division gives wrong results rarely
  The processor divides wrongly in rare cases, a table made by a script was incomplete
7f6a9f3269
  postgres vacuum lock blocks metadata
  Object storage is stuck: the metadata database holds a lock for wraparound vacuum and a query wants a global
    lock
e50bdf1d30
  operator rebooted all servers by mistake
  Somebody forgot an option and rebooted every server of the data center instead of a few
b2b50d6514
  replicas differ from primary order by
  The primary database and its replicas do not agree any more, order by was ignored by a bug
f5799d4e09
  transaction id wraparound mail partly down
  Postgres ran out of transaction ids, mail was partly out for more than a day
3ebcb4f164
  guidance computer restarts, radar steals cycles
  The spacecraft's computer restarts during the landing because the radar takes CPU time
27d7cdedfb
  priority inversion resets on the rover
  The Mars lander resets itself, a low priority task held a lock that the high one needs
268cbb803f
  users see other people's chats, cache
  People see titles and billing data of other users because replies in the Redis cache got out of order
68c07476ba
  wallet contract bug, millions in coins
  A bug in a contract labelled as a harmless change let thieves take millions in crypto coins
8fb87e5bcd
  kubernetes upgrade networking lost, node labels
  The upgrade of the cluster failed since the labels of nodes changed and pods have no network
ecd26877ca
  mass reconnect overloads database, chat offline
  Many users were disconnected at once, and all reconnecting was too much for the database
211d66c322
  gateway saturated packet loss, scaling worse
  The cloud's transit gateway was full and lost packets, scaling up made it worse
b782ea33f8
  Cassandra down, producers block on queue
  The Cassandra cluster crashed and all who write to the message bus blocked until everything stood still
7d597f2ede
  regex backtracking takes site health checks
  One post made the regular expression backtrack for minutes, health checks failed and the site went away
9b92069331
  integer overflow primary key uploads fail
  Uploads fail since the ids passed the largest signed integer
1a7284ba2a
  log filled disk, backup service stopped
  A batch job wrote log lines without end, the disk filled and the service stopped
40d04d9e0c
  fire in exchange, texts to strangers
  After a fire in a data center text messages reach the wrong people or are garbled
b2e894c9db
  radiation machine overdose race condition
  Patients got far too much radiation because of a race in the program of the machine
f974f05022
  customers charged again and again, redis
  After a network split the billing Redis came up read only and cards were charged over and over
f402973d53
  client deletes user's files linux folder
  The games client wiped all files of the user when its folder was moved
1f1eceb6da
  messages hours late, cluster partitioned
  Some messages arrive hours late since the cluster is split; a rolling restart mended it
"""


def _read() -> tuple[tuple[str, str, str], ...]:
    found: list[list[str]] = []
    for line in _TYPED.strip().splitlines():
        if line.startswith("    "):
            found[-1][-1] += " " + line.strip()
        elif line.startswith("  "):
            found[-1].append(line.strip())
        else:
            found.append([line])
    return tuple((report, six, whole) for report, six, whole in found)


TYPED: Final = _read()
"""The report, the six words and the line."""
