"""Which words of the trade mean nearly the same, so that "the site is down" finds "an outage".

Written for this project from what people who run services call things; the groups follow the concepts that published
collections go by: Google's *Site Reliability Engineering* (appendix "Results of Postmortem Analysis": binary and
configuration push, user behaviour, capacity, hardware, power, network), the headings of public lists of postmortems,
ITIL's incident categories, and MITRE CWE for defects in code. The first word of a group is what it is about.
"""

from typing import Final

_GROUPS: Final = """
configuration config setting parameter flag misconfigured misconfiguration typo option tunable rule policy toggle
deployment deploy release rollout ship push update upgrade patch build version canary
rollback revert undo backout
database db sql mysql mariadb postgres postgresql mongodb oracle cassandra dynamodb table schema query index
replication replica failover primary secondary master slave standby leader follower lag binlog wal quorum
network routing route bgp router switch packet connectivity backbone link fiber fibre cable peering prefix partition
dns domain nameserver resolver zone dnssec ttl
certificate tls ssl expired expiry expire handshake x509
power electricity generator ups battery blackout breaker
hardware disk drive ssd raid controller rack machine host server appliance
datacenter datacentre region facility colocation
cooling overheat heat temperature thermal chiller
overload overwhelm saturate saturation exhaust exhaustion capacity throttle surge spike flood ddos traffic load burst
memory ram oom leak heap swap
cpu processor spin
disk storage volume filesystem inode space full
delete remove wipe erase drop purge truncate lost loss gone
backup restore recovery snapshot dump
cache memcached redis varnish cdn edge
queue backlog rabbitmq kafka consumer job worker broker
login auth authentication authorization credential token oauth password session sso signin
security breach attacker attack hack compromise malicious vulnerability exploit intrusion malware ransomware stolen leak
manual human operator accident accidental inadvertent mistake mistaken wrong erroneous error fatfinger
bug defect regression race crash deadlock exception panic segfault fault
time clock leap timestamp timezone ntp overflow wraparound counter date daylight
down unavailable outage offline unreachable disruption downtime inaccessible blackhole
slow latency delay timeout degraded degradation sluggish hang stall
balancer loadbalancer proxy haproxy nginx gateway elb ingress
kubernetes container docker cluster pod node orchestrator k8s
monitoring monitor alert alarm alerting pager dashboard
maintenance migration migrate planned
cascade cascading chain domino avalanche
retry retries reconnect thundering herd stampede storm
lock locked contention blocked mutex semaphore
email mail smtp mailbox
payment billing charge transaction checkout order purchase card
dependency upstream vendor provider supplier third
fire flood lightning storm hurricane weather smoke
limit quota threshold cap ceiling bound
corrupt corruption inconsistent garbled mangled
"""

CONCEPTS: Final = tuple(tuple(line.split()) for line in _GROUPS.strip().splitlines())
"""The groups. A word may be in several."""

_PLAIN: Final = """
    a about after all also an and any are as at be because been before being but by can could did do does doing due
    during each for from get had has have how i if in into is it its just may more most my no nor not now of off on once
    one only or other our out over own same she should so some such than that the their them then there these they this
    those through to too two under until up very via was we were what when where which while who why will with would you
    your
"""
PLAIN: Final = frozenset(_PLAIN.split())
"""Words that say nothing by themselves."""
