"""A small record as files write it."""

SOURCES = """
- model: missions.source
  fields:
    key: nato-start
    title: NATO starts
    publisher: NATO
    kind: official
"""
RECORD = """
- model: missions.mission
  fields:
    key: nmi
    name: NATO Mission Iraq
    slug: nato-mission-iraq
    organisation: NATO
    dates: 2018-10-31/..
    as_of: 2026-03
    summary: It advises Iraqi institutions. [@nato-start]
    citations: '[@nato-start]'
- model: missions.phase
  fields:
    mission: [nmi]
    key: start
    title: Start
    dates: 2018
    text: |-
      It began work. [@nato-start]

      It grew. [@nato-start]
"""
