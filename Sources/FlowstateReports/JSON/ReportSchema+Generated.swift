// Made from Documentation/report.schema.json by .ci/embed-schema; a test compares the two.

/// The JSON Schema (draft 2020-12) of reports.
public let reportSchema = #"""
  {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:flowstate:report:1",
    "title": "flowstate report, version 1",
    "description": "A document of `flowstate --format json`, or one line of `flowstate --format jsonl`. Keys are never renamed and never change their meaning within version 1; more may be added. A value that is not known is null, not missing.",
    "anyOf": [
      {
        "$ref": "#/$defs/document"
      },
      {
        "$ref": "#/$defs/connectionLine"
      },
      {
        "$ref": "#/$defs/findingLine"
      },
      {
        "$ref": "#/$defs/summaryLine"
      }
    ],
    "$defs": {
      "frame": {
        "type": "integer",
        "minimum": 1,
        "description": "Number of a frame, from 1, over all input files of a run."
      },
      "frameOrNull": {
        "type": [
          "integer",
          "null"
        ],
        "minimum": 1,
        "description": "Number of a frame; null for none."
      },
      "seconds": {
        "type": "number",
        "description": "Seconds since the capture's first frame, or a duration in seconds: a decimal number of at most 9 decimals, exact; negative where frames are not in order."
      },
      "secondsOrNull": {
        "type": [
          "number",
          "null"
        ],
        "description": "Seconds; null when not known."
      },
      "nanoseconds": {
        "type": "integer",
        "description": "Nanoseconds since 1970-01-01T00:00:00Z. Above 2^53: readers that hold numbers as doubles lose the last digits."
      },
      "rfc3339": {
        "type": "string",
        "description": "A time in UTC as RFC 3339 text with the capture's resolution.",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z$"
      },
      "state": {
        "type": "string",
        "enum": [
          "CLOSED",
          "LISTEN",
          "SYN-SENT",
          "SYN-RECEIVED",
          "ESTABLISHED",
          "FIN-WAIT-1",
          "FIN-WAIT-2",
          "CLOSE-WAIT",
          "CLOSING",
          "LAST-ACK",
          "TIME-WAIT",
          "UNKNOWN"
        ],
        "description": "A state of RFC 9293 3.3.2, or UNKNOWN while nothing observed allows a claim."
      },
      "side": {
        "type": "string",
        "enum": [
          "client",
          "server"
        ],
        "description": "One of the two ends."
      },
      "sideOrNull": {
        "type": [
          "string",
          "null"
        ],
        "enum": [
          "client",
          "server",
          null
        ],
        "description": "One of the two ends, or null."
      },
      "end": {
        "type": "object",
        "description": "An end of a connection.",
        "required": [
          "ip",
          "port"
        ],
        "properties": {
          "ip": {
            "type": "string",
            "description": "IP address (RFC 5952)."
          },
          "port": {
            "type": "integer",
            "minimum": 0,
            "description": "TCP port.",
            "maximum": 65535
          }
        }
      },
      "transition": {
        "type": "object",
        "description": "One step of one end's history.",
        "required": [
          "frame",
          "time",
          "endpoint",
          "from",
          "to",
          "basis",
          "proof_frame",
          "cause"
        ],
        "properties": {
          "frame": {
            "$ref": "#/$defs/frameOrNull",
            "description": "The frame at which it is dated; null where the basis is timer."
          },
          "time": {
            "$ref": "#/$defs/seconds"
          },
          "endpoint": {
            "$ref": "#/$defs/side"
          },
          "from": {
            "$ref": "#/$defs/state"
          },
          "to": {
            "$ref": "#/$defs/state"
          },
          "basis": {
            "type": "string",
            "enum": [
              "sent",
              "proved",
              "presumed",
              "inferred",
              "timer"
            ],
            "description": "What the claim rests on. sent: the end itself sent a segment that only the new state can send. proved: a later segment shows that this one was received and accepted. presumed: nothing proves or disproves that it arrived. inferred: the segment that moved the end is not in the capture. timer: the time that the state lasts has passed. sent and proved are certain."
          },
          "proof_frame": {
            "$ref": "#/$defs/frameOrNull",
            "description": "The later frame that proves or reveals it."
          },
          "cause": {
            "type": "string",
            "description": "A few words, such as \"receives SYN-ACK\"."
          }
        }
      },
      "options": {
        "type": [
          "object",
          "null"
        ],
        "description": "What an end offered in its SYN or SYN-ACK.",
        "required": [
          "mss",
          "window_scale",
          "sack_permitted",
          "timestamps",
          "fast_open",
          "mptcp",
          "cut",
          "window"
        ],
        "properties": {
          "mss": {
            "type": [
              "integer",
              "null"
            ],
            "minimum": 0,
            "description": "Maximum segment size; null when absent.",
            "maximum": 65535
          },
          "window_scale": {
            "type": [
              "integer",
              "null"
            ],
            "minimum": 0,
            "description": "Window scale shift; null when absent.",
            "maximum": 255
          },
          "sack_permitted": {
            "type": "boolean",
            "description": "SACK permitted."
          },
          "timestamps": {
            "type": "boolean",
            "description": "Timestamps."
          },
          "fast_open": {
            "type": "boolean",
            "description": "TCP Fast Open."
          },
          "mptcp": {
            "type": "boolean",
            "description": "Multipath TCP."
          },
          "cut": {
            "type": "boolean",
            "description": "The snap length cut the list: what is absent here may have been offered."
          },
          "window": {
            "type": "integer",
            "minimum": 0,
            "description": "Window field.",
            "maximum": 65535
          }
        }
      },
      "handshake": {
        "type": "object",
        "description": "How the connection was opened.",
        "required": [
          "kind",
          "syn",
          "syn_count",
          "syn_ack",
          "syn_ack_count",
          "ack",
          "rtt",
          "options",
          "proved"
        ],
        "properties": {
          "kind": {
            "type": "string",
            "enum": [
              "none",
              "three-way",
              "simultaneous",
              "fast-open",
              "split",
              "partial",
              "refused",
              "unanswered"
            ],
            "description": "none: not in the capture."
          },
          "syn": {
            "type": "array",
            "description": "Frames of SYNs. At most 64 are listed; the key ending in _count has the full number.",
            "items": {
              "$ref": "#/$defs/frame"
            },
            "maxItems": 64
          },
          "syn_count": {
            "type": "integer",
            "minimum": 0,
            "description": "Full number of `syn`."
          },
          "syn_ack": {
            "type": "array",
            "description": "Frames of SYN-ACKs. At most 64 are listed; the key ending in _count has the full number.",
            "items": {
              "$ref": "#/$defs/frame"
            },
            "maxItems": 64
          },
          "syn_ack_count": {
            "type": "integer",
            "minimum": 0,
            "description": "Full number of `syn_ack`."
          },
          "ack": {
            "$ref": "#/$defs/frameOrNull",
            "description": "The first segment that acknowledges the SYN-ACK."
          },
          "rtt": {
            "type": "object",
            "description": "Round trip from the capture point to each end and back.",
            "required": [
              "client",
              "server"
            ],
            "properties": {
              "client": {
                "$ref": "#/$defs/secondsOrNull"
              },
              "server": {
                "$ref": "#/$defs/secondsOrNull"
              }
            }
          },
          "options": {
            "type": "object",
            "description": "What each end offered.",
            "required": [
              "client",
              "server"
            ],
            "properties": {
              "client": {
                "$ref": "#/$defs/options"
              },
              "server": {
                "$ref": "#/$defs/options"
              }
            }
          },
          "proved": {
            "type": "object",
            "description": "What each end had proved of the path by which segment: the reason why a handshake takes three.",
            "required": [
              "client",
              "server",
              "complete",
              "missing"
            ],
            "properties": {
              "client": {
                "type": "object",
                "required": [
                  "hears_peer",
                  "is_heard"
                ],
                "properties": {
                  "hears_peer": {
                    "$ref": "#/$defs/proofStep",
                    "description": "The step by which the end knew that its peer can send and itself can receive."
                  },
                  "is_heard": {
                    "$ref": "#/$defs/proofStep",
                    "description": "The step by which the end knew that itself can send and its peer can receive."
                  }
                },
                "description": "What the client knew."
              },
              "server": {
                "type": "object",
                "required": [
                  "hears_peer",
                  "is_heard"
                ],
                "properties": {
                  "hears_peer": {
                    "$ref": "#/$defs/proofStep",
                    "description": "The step by which the end knew that its peer can send and itself can receive."
                  },
                  "is_heard": {
                    "$ref": "#/$defs/proofStep",
                    "description": "The step by which the end knew that itself can send and its peer can receive."
                  }
                },
                "description": "What the server knew."
              },
              "complete": {
                "type": "boolean",
                "description": "Whether both ends knew that both directions work."
              },
              "missing": {
                "type": "array",
                "description": "What was never proved.",
                "maxItems": 4,
                "items": {
                  "type": "string",
                  "enum": [
                    "client_hears_peer",
                    "client_is_heard",
                    "server_hears_peer",
                    "server_is_heard"
                  ]
                }
              }
            }
          }
        }
      },
      "timeWait": {
        "type": [
          "object",
          "null"
        ],
        "description": "TIME-WAIT of one end.",
        "required": [
          "endpoint",
          "since_frame",
          "restarted",
          "restarted_count",
          "left"
        ],
        "properties": {
          "endpoint": {
            "$ref": "#/$defs/side"
          },
          "since_frame": {
            "$ref": "#/$defs/frameOrNull"
          },
          "restarted": {
            "type": "array",
            "description": "Frames that started it anew. At most 64 are listed; the key ending in _count has the full number.",
            "items": {
              "$ref": "#/$defs/frame"
            },
            "maxItems": 64
          },
          "restarted_count": {
            "type": "integer",
            "minimum": 0,
            "description": "Full number of `restarted`."
          },
          "left": {
            "$ref": "#/$defs/seconds",
            "description": "Time left at the end of the capture."
          }
        }
      },
      "close": {
        "type": "object",
        "description": "How the connection ended.",
        "required": [
          "kind",
          "initiator",
          "fin",
          "fin_ack",
          "rst",
          "rst_count",
          "time_wait"
        ],
        "properties": {
          "kind": {
            "type": "string",
            "enum": [
              "open",
              "none",
              "four-segment",
              "three-segment",
              "simultaneous",
              "half-close",
              "reset",
              "timeout"
            ],
            "description": "open: still open at the end of the capture. none: never opened."
          },
          "initiator": {
            "$ref": "#/$defs/sideOrNull"
          },
          "fin": {
            "type": "object",
            "description": "Frames of FINs.",
            "required": [
              "client",
              "client_count",
              "server",
              "server_count"
            ],
            "properties": {
              "client": {
                "type": "array",
                "description": "Of the client. At most 64 are listed; the key ending in _count has the full number.",
                "items": {
                  "$ref": "#/$defs/frame"
                },
                "maxItems": 64
              },
              "client_count": {
                "type": "integer",
                "minimum": 0,
                "description": "Full number of `client`."
              },
              "server": {
                "type": "array",
                "description": "Of the server. At most 64 are listed; the key ending in _count has the full number.",
                "items": {
                  "$ref": "#/$defs/frame"
                },
                "maxItems": 64
              },
              "server_count": {
                "type": "integer",
                "minimum": 0,
                "description": "Full number of `server`."
              }
            }
          },
          "fin_ack": {
            "type": "object",
            "description": "The first ACK of each end's FIN.",
            "required": [
              "client",
              "server"
            ],
            "properties": {
              "client": {
                "$ref": "#/$defs/frameOrNull"
              },
              "server": {
                "$ref": "#/$defs/frameOrNull"
              }
            }
          },
          "rst": {
            "type": "array",
            "description": "Frames of RSTs. At most 64 are listed; the key ending in _count has the full number.",
            "items": {
              "$ref": "#/$defs/frame"
            },
            "maxItems": 64
          },
          "rst_count": {
            "type": "integer",
            "minimum": 0,
            "description": "Full number of `rst`."
          },
          "time_wait": {
            "$ref": "#/$defs/timeWait"
          }
        }
      },
      "finding": {
        "type": "object",
        "description": "Something that stands out.",
        "required": [
          "id",
          "kind",
          "severity",
          "confidence",
          "subject",
          "connections",
          "connections_count",
          "frames",
          "frame_count",
          "time",
          "summary",
          "details",
          "references"
        ],
        "properties": {
          "id": {
            "type": "string",
            "description": "Its identifier, stable for ever; `flowstate explain ID` tells more.",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"
          },
          "kind": {
            "type": [
              "string",
              "null"
            ],
            "description": "Sub-kind."
          },
          "severity": {
            "type": "string",
            "enum": [
              "info",
              "notice",
              "warning",
              "error"
            ],
            "description": "error: something broke for a user. warning: worth someone's time. notice: unusual but handled. info: for the curious."
          },
          "confidence": {
            "type": "string",
            "enum": [
              "certain",
              "strong",
              "weak"
            ],
            "description": "How sure it is."
          },
          "subject": {
            "type": "object",
            "description": "What it is about.",
            "required": [
              "kind",
              "endpoint",
              "ip",
              "port"
            ],
            "properties": {
              "kind": {
                "type": "string",
                "enum": [
                  "endpoint",
                  "connection",
                  "listener",
                  "host",
                  "capture"
                ]
              },
              "endpoint": {
                "$ref": "#/$defs/sideOrNull"
              },
              "ip": {
                "type": [
                  "string",
                  "null"
                ]
              },
              "port": {
                "type": [
                  "integer",
                  "null"
                ],
                "minimum": 0,
                "maximum": 65535
              }
            }
          },
          "connections": {
            "type": "array",
            "description": "Ids of the connections that it spans; at most 64 are listed.",
            "items": {
              "$ref": "#/$defs/frame"
            },
            "maxItems": 64
          },
          "connections_count": {
            "type": "integer",
            "minimum": 0,
            "description": "Full number of `connections`."
          },
          "frames": {
            "type": "array",
            "description": "The evidence, in order; at most 64 are listed.",
            "items": {
              "$ref": "#/$defs/frame"
            },
            "maxItems": 64
          },
          "frame_count": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of evidence frames."
          },
          "time": {
            "$ref": "#/$defs/seconds"
          },
          "summary": {
            "type": "string",
            "description": "One sentence with the concrete numbers."
          },
          "details": {
            "type": "object",
            "description": "Finding-specific, documented with the finding.",
            "additionalProperties": true
          },
          "references": {
            "type": "array",
            "description": "Sections of RFCs.",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "connection": {
        "type": "object",
        "description": "One incarnation of a pair of ends, and both ends' state histories.",
        "required": [
          "id",
          "community_id",
          "client",
          "server",
          "role_basis",
          "vlan",
          "tunnel",
          "incarnation",
          "previous",
          "first_frame",
          "last_frame",
          "time",
          "duration",
          "start",
          "start_ns",
          "frames",
          "payload_bytes",
          "retransmitted",
          "duplicated",
          "bad_checksum",
          "out_of_order",
          "lost_before_capture",
          "lost_after_capture",
          "isn",
          "segments_not_logged",
          "states",
          "history",
          "history_count",
          "handshake",
          "close",
          "capture_point",
          "zeek",
          "completeness",
          "findings",
          "findings_count"
        ],
        "properties": {
          "id": {
            "$ref": "#/$defs/frame",
            "description": "The number of its first frame: unique and stable."
          },
          "community_id": {
            "type": "string",
            "description": "Community ID version 1, seed 0.",
            "pattern": "^1:[A-Za-z0-9+/]{27}=$"
          },
          "client": {
            "$ref": "#/$defs/end"
          },
          "server": {
            "$ref": "#/$defs/end"
          },
          "role_basis": {
            "type": "string",
            "enum": [
              "syn",
              "syn-ack",
              "port",
              "first-sender"
            ],
            "description": "How client and server were told apart."
          },
          "vlan": {
            "type": "array",
            "description": "VLAN identifiers of the first frame, outermost first.",
            "items": {
              "type": "integer",
              "minimum": 0,
              "description": "",
              "maximum": 4095
            },
            "maxItems": 4
          },
          "tunnel": {
            "type": "array",
            "description": "Tunnels of the first frame, outermost first.",
            "items": {
              "type": "string"
            },
            "maxItems": 4
          },
          "incarnation": {
            "type": "integer",
            "minimum": 0,
            "description": "nth remembered connection on this tuple, from 1."
          },
          "previous": {
            "$ref": "#/$defs/frameOrNull",
            "description": "Id of the connection before on this tuple, while it is remembered."
          },
          "first_frame": {
            "$ref": "#/$defs/frame"
          },
          "last_frame": {
            "$ref": "#/$defs/frame"
          },
          "time": {
            "$ref": "#/$defs/seconds"
          },
          "duration": {
            "$ref": "#/$defs/seconds"
          },
          "start": {
            "$ref": "#/$defs/rfc3339"
          },
          "start_ns": {
            "$ref": "#/$defs/nanoseconds"
          },
          "frames": {
            "type": "object",
            "description": "Frames sent by each end.",
            "required": [
              "client",
              "server"
            ],
            "properties": {
              "client": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the client."
              },
              "server": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the server."
              }
            }
          },
          "payload_bytes": {
            "type": "object",
            "description": "TCP payload octets sent by each end, retransmissions, duplicates and bad checksums included.",
            "required": [
              "client",
              "server"
            ],
            "properties": {
              "client": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the client."
              },
              "server": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the server."
              }
            }
          },
          "retransmitted": {
            "type": "object",
            "description": "Segments sent again.",
            "required": [
              "client",
              "server"
            ],
            "properties": {
              "client": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the client."
              },
              "server": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the server."
              }
            }
          },
          "duplicated": {
            "type": "object",
            "description": "Frames captured twice.",
            "required": [
              "client",
              "server"
            ],
            "properties": {
              "client": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the client."
              },
              "server": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the server."
              }
            }
          },
          "bad_checksum": {
            "type": "object",
            "description": "Segments with a wrong checksum.",
            "required": [
              "client",
              "server"
            ],
            "properties": {
              "client": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the client."
              },
              "server": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the server."
              }
            }
          },
          "out_of_order": {
            "type": "object",
            "description": "Segments that passed the capture point out of order.",
            "required": [
              "client",
              "server"
            ],
            "properties": {
              "client": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the client."
              },
              "server": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the server."
              }
            }
          },
          "lost_before_capture": {
            "type": "object",
            "description": "Segments lost before the capture point: sent again into a hole that the receiver had not acknowledged.",
            "required": [
              "client",
              "server"
            ],
            "properties": {
              "client": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the client."
              },
              "server": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the server."
              }
            }
          },
          "lost_after_capture": {
            "type": "object",
            "description": "Data and FINs lost after the capture point: sent again, and nothing shows that the first copy arrived. loss-after-capture counts the same.",
            "required": [
              "client",
              "server"
            ],
            "properties": {
              "client": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the client."
              },
              "server": {
                "type": "integer",
                "minimum": 0,
                "description": "Of the server."
              }
            }
          },
          "isn": {
            "type": "object",
            "description": "Initial sequence numbers, raw; null when not known.",
            "required": [
              "client",
              "server"
            ],
            "properties": {
              "client": {
                "type": [
                  "integer",
                  "null"
                ],
                "minimum": 0,
                "maximum": 4294967295
              },
              "server": {
                "type": [
                  "integer",
                  "null"
                ],
                "minimum": 0,
                "maximum": 4294967295
              }
            }
          },
          "segments_not_logged": {
            "type": "integer",
            "minimum": 0,
            "description": "Segments that the inference could not take into account because they exceeded the limit on one connection."
          },
          "states": {
            "type": "object",
            "description": "State of each end at the end of the capture.",
            "required": [
              "client",
              "server"
            ],
            "properties": {
              "client": {
                "$ref": "#/$defs/state"
              },
              "server": {
                "$ref": "#/$defs/state"
              }
            }
          },
          "history": {
            "type": "array",
            "description": "Both ends' state changes, in order of frame; at most 1024 are listed.",
            "items": {
              "$ref": "#/$defs/transition"
            },
            "maxItems": 1024
          },
          "history_count": {
            "type": "integer",
            "minimum": 0,
            "description": "Full number of `history`."
          },
          "handshake": {
            "$ref": "#/$defs/handshake"
          },
          "close": {
            "$ref": "#/$defs/close"
          },
          "capture_point": {
            "type": "object",
            "description": "Where the capture was taken on this connection's path.",
            "required": [
              "place",
              "confidence",
              "grounds"
            ],
            "properties": {
              "place": {
                "type": [
                  "string",
                  "null"
                ],
                "enum": [
                  "near-client",
                  "near-server",
                  "same-host",
                  "middle",
                  null
                ]
              },
              "confidence": {
                "type": [
                  "string",
                  "null"
                ],
                "enum": [
                  "certain",
                  "strong",
                  "weak",
                  null
                ]
              },
              "grounds": {
                "type": "array",
                "description": "What speaks for it.",
                "items": {
                  "type": "string"
                }
              }
            }
          },
          "zeek": {
            "type": "object",
            "description": "The connection in Zeek's notation.",
            "required": [
              "conn_state",
              "history",
              "orig"
            ],
            "properties": {
              "conn_state": {
                "type": "string",
                "description": "conn_state."
              },
              "history": {
                "type": "string",
                "description": "history."
              },
              "orig": {
                "type": "string",
                "enum": [
                  "client",
                  "server"
                ],
                "description": "Which end Zeek calls the originator."
              }
            }
          },
          "completeness": {
            "type": "integer",
            "minimum": 0,
            "description": "Wireshark's tcp.completeness: 1 SYN, 2 SYN-ACK, 4 ACK, 8 data, 16 FIN, 32 RST.",
            "maximum": 63
          },
          "findings": {
            "type": "array",
            "description": "What was found in it; at most 256 are listed.",
            "items": {
              "$ref": "#/$defs/finding"
            },
            "maxItems": 256
          },
          "findings_count": {
            "type": "integer",
            "minimum": 0,
            "description": "Full number of `findings`."
          }
        }
      },
      "tool": {
        "type": "object",
        "description": "The program.",
        "required": [
          "name",
          "version"
        ],
        "properties": {
          "name": {
            "const": "flowstate"
          },
          "version": {
            "type": "string",
            "description": "Its version."
          }
        }
      },
      "settings": {
        "type": "object",
        "description": "The settings that the analysis used; times in seconds. `flowstate parameters` tells what each decides; versions that know more parameters print more.",
        "required": [
          "filter",
          "time_wait",
          "duplicate_window",
          "decide",
          "attempt_retention",
          "closed_retention",
          "idle_retention",
          "long_idle",
          "fin_wait_2",
          "log_limit",
          "separate",
          "time_wait_rfc",
          "horizon",
          "synack_give_up",
          "challenge_limit",
          "unknown_round_trip",
          "zero_window_stall",
          "zero_window_warning",
          "retransmission_warning",
          "ignore",
          "grade",
          "within"
        ],
        "properties": {
          "filter": {
            "type": [
              "string",
              "null"
            ],
            "description": "The capture filter."
          },
          "time_wait": {
            "$ref": "#/$defs/seconds",
            "description": "Length of TIME-WAIT (2MSL)."
          },
          "duplicate_window": {
            "$ref": "#/$defs/seconds",
            "description": "Copies of a frame closer than this may be capture duplicates."
          },
          "decide": {
            "$ref": "#/$defs/seconds",
            "description": "How long an undecided SYN waits for the peer's reply."
          },
          "attempt_retention": {
            "$ref": "#/$defs/seconds",
            "description": "How long a connection that was never opened is kept after its last segment."
          },
          "closed_retention": {
            "$ref": "#/$defs/seconds",
            "description": "How long a closed connection is remembered."
          },
          "idle_retention": {
            "$ref": "#/$defs/seconds",
            "description": "How long an open connection may be silent before it is let go."
          },
          "long_idle": {
            "$ref": "#/$defs/seconds",
            "description": "A silence that findings call long."
          },
          "fin_wait_2": {
            "$ref": "#/$defs/seconds",
            "description": "Time that FIN-WAIT-2 of an orphan lasts."
          },
          "log_limit": {
            "type": "integer",
            "minimum": 0,
            "description": "Segments of one connection that are taken into account for its states."
          },
          "separate": {
            "type": "array",
            "description": "What separates address spaces.",
            "items": {
              "type": "string",
              "enum": [
                "vlan",
                "tunnel"
              ]
            }
          },
          "time_wait_rfc": {
            "$ref": "#/$defs/seconds",
            "description": "Length of TIME-WAIT that RFC 9293 asks for."
          },
          "horizon": {
            "$ref": "#/$defs/seconds",
            "description": "How long the capture must run on before \"never answered\" is said."
          },
          "synack_give_up": {
            "$ref": "#/$defs/seconds",
            "description": "When a server gives up repeating its SYN-ACK."
          },
          "challenge_limit": {
            "$ref": "#/$defs/seconds",
            "description": "A host sends at most one challenge ACK in this time."
          },
          "unknown_round_trip": {
            "$ref": "#/$defs/seconds",
            "description": "Round trip that is reckoned with where the handshake tells none."
          },
          "zero_window_stall": {
            "$ref": "#/$defs/seconds",
            "description": "A zero window that lasts longer is a stall."
          },
          "zero_window_warning": {
            "$ref": "#/$defs/seconds",
            "description": "A zero window that lasts longer is a warning."
          },
          "retransmission_warning": {
            "type": "integer",
            "minimum": 0,
            "maximum": 1000,
            "description": "Retransmitted segments in a thousand from which retransmission is a warning."
          },
          "ignore": {
            "type": "array",
            "description": "Findings that are not wanted: by id, or `id@prefix` where they are not wanted about addresses in a block.",
            "items": {
              "type": "string"
            }
          },
          "grade": {
            "type": "object",
            "description": "Severities that replace the findings' own, by id.",
            "additionalProperties": {
              "type": "string"
            }
          },
          "within": {
            "type": "array",
            "description": "Blocks of addresses that findings had to be about; empty for all.",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "file": {
        "type": "object",
        "description": "One input file.",
        "required": [
          "path",
          "format",
          "link_types",
          "resolution",
          "snap_length",
          "bytes",
          "frames",
          "compression",
          "error"
        ],
        "properties": {
          "path": {
            "type": "string",
            "description": "As given; \"-\" is standard input."
          },
          "format": {
            "type": [
              "string",
              "null"
            ],
            "enum": [
              "pcap",
              "pcapng",
              "snoop",
              null
            ]
          },
          "link_types": {
            "type": "array",
            "description": "Names of its link types.",
            "items": {
              "type": "string"
            }
          },
          "resolution": {
            "type": [
              "string",
              "null"
            ],
            "description": "Tick of its clock: s, ms, us, ns, or a power."
          },
          "snap_length": {
            "type": [
              "integer",
              "null"
            ],
            "minimum": 0,
            "description": "Octets captured of a frame at most; null for no limit."
          },
          "bytes": {
            "type": "integer",
            "minimum": 0,
            "description": "Size of the file; of a pipe, what was read."
          },
          "frames": {
            "type": "integer",
            "minimum": 0,
            "description": "Frames read."
          },
          "compression": {
            "type": [
              "string",
              "null"
            ],
            "description": "Compression, or null."
          },
          "error": {
            "type": [
              "string",
              "null"
            ],
            "description": "What ended the reading early, or null."
          }
        }
      },
      "capture": {
        "type": "object",
        "description": "What was read. tcp_segments and the sum of not_analyzed make frames.",
        "required": [
          "files",
          "frames",
          "first_time",
          "first_time_ns",
          "duration",
          "tcp_segments",
          "not_analyzed",
          "drops_reported",
          "limits_hit"
        ],
        "properties": {
          "files": {
            "type": "array",
            "description": "Files, in the order in which they were read.",
            "items": {
              "$ref": "#/$defs/file"
            }
          },
          "frames": {
            "type": "integer",
            "minimum": 0,
            "description": "Frames read."
          },
          "first_time": {
            "anyOf": [
              {
                "$ref": "#/$defs/rfc3339"
              },
              {
                "type": "null"
              }
            ]
          },
          "first_time_ns": {
            "type": [
              "integer",
              "null"
            ],
            "description": "Nanoseconds since 1970-01-01T00:00:00Z."
          },
          "duration": {
            "$ref": "#/$defs/seconds"
          },
          "tcp_segments": {
            "type": "integer",
            "minimum": 0,
            "description": "Frames that were analyzed as TCP segments."
          },
          "not_analyzed": {
            "type": "object",
            "description": "Frames that were not, by reason.",
            "required": [
              "not_ip",
              "not_tcp",
              "fragment",
              "truncated",
              "malformed",
              "unsupported_link_type",
              "filtered",
              "limit"
            ],
            "properties": {
              "not_ip": {
                "type": "integer",
                "minimum": 0
              },
              "not_tcp": {
                "type": "integer",
                "minimum": 0
              },
              "fragment": {
                "type": "integer",
                "minimum": 0
              },
              "truncated": {
                "type": "integer",
                "minimum": 0
              },
              "malformed": {
                "type": "integer",
                "minimum": 0
              },
              "unsupported_link_type": {
                "type": "integer",
                "minimum": 0
              },
              "filtered": {
                "type": "integer",
                "minimum": 0
              },
              "limit": {
                "type": "integer",
                "minimum": 0
              }
            }
          },
          "drops_reported": {
            "type": [
              "integer",
              "null"
            ],
            "minimum": 0,
            "description": "Frames that the capturing system says it dropped; null when no file says."
          },
          "limits_hit": {
            "type": "array",
            "description": "Bounds that were reached.",
            "items": {
              "type": "object",
              "description": "A bound.",
              "required": [
                "limit",
                "count"
              ],
              "properties": {
                "limit": {
                  "type": "string",
                  "description": "Its name."
                },
                "count": {
                  "type": "integer",
                  "minimum": 0,
                  "description": "How often."
                }
              }
            }
          }
        }
      },
      "listener": {
        "type": "object",
        "description": "What became of the connections to one address and port.",
        "required": [
          "ip",
          "port",
          "attempts",
          "completed",
          "refused",
          "unanswered",
          "reset",
          "syn_acks_repeated",
          "payload_bytes"
        ],
        "properties": {
          "ip": {
            "type": "string",
            "description": "IP address."
          },
          "port": {
            "type": "integer",
            "minimum": 0,
            "description": "TCP port.",
            "maximum": 65535
          },
          "attempts": {
            "type": "integer",
            "minimum": 0,
            "description": "Connections that were tried."
          },
          "completed": {
            "type": "integer",
            "minimum": 0,
            "description": "Completed handshakes."
          },
          "refused": {
            "type": "integer",
            "minimum": 0,
            "description": "Refused."
          },
          "unanswered": {
            "type": "integer",
            "minimum": 0,
            "description": "Never answered."
          },
          "reset": {
            "type": "integer",
            "minimum": 0,
            "description": "Ended by reset after the handshake."
          },
          "syn_acks_repeated": {
            "type": "integer",
            "minimum": 0,
            "description": "SYN-ACKs that were sent again."
          },
          "payload_bytes": {
            "type": "integer",
            "minimum": 0,
            "description": "Payload octets, both ways; those of a frame that was captured twice count once."
          }
        }
      },
      "summary": {
        "type": "object",
        "description": "Counts over all connections, whatever of them is shown.",
        "required": [
          "connections",
          "payload_bytes",
          "findings",
          "by_severity",
          "by_handshake",
          "by_close",
          "by_state",
          "by_basis"
        ],
        "properties": {
          "connections": {
            "type": "integer",
            "minimum": 0,
            "description": "Connections."
          },
          "payload_bytes": {
            "type": "integer",
            "minimum": 0,
            "description": "Payload octets."
          },
          "findings": {
            "type": "object",
            "description": "Findings by id.",
            "additionalProperties": {
              "type": "integer",
              "minimum": 1
            }
          },
          "by_severity": {
            "type": "object",
            "description": "Findings by severity.",
            "required": [
              "info",
              "notice",
              "warning",
              "error"
            ],
            "properties": {
              "info": {
                "type": "integer",
                "minimum": 0
              },
              "notice": {
                "type": "integer",
                "minimum": 0
              },
              "warning": {
                "type": "integer",
                "minimum": 0
              },
              "error": {
                "type": "integer",
                "minimum": 0
              }
            }
          },
          "by_handshake": {
            "type": "object",
            "description": "Connections by kind of handshake.",
            "required": [
              "none",
              "three-way",
              "simultaneous",
              "fast-open",
              "split",
              "partial",
              "refused",
              "unanswered"
            ],
            "properties": {
              "none": {
                "type": "integer",
                "minimum": 0
              },
              "three-way": {
                "type": "integer",
                "minimum": 0
              },
              "simultaneous": {
                "type": "integer",
                "minimum": 0
              },
              "fast-open": {
                "type": "integer",
                "minimum": 0
              },
              "split": {
                "type": "integer",
                "minimum": 0
              },
              "partial": {
                "type": "integer",
                "minimum": 0
              },
              "refused": {
                "type": "integer",
                "minimum": 0
              },
              "unanswered": {
                "type": "integer",
                "minimum": 0
              }
            }
          },
          "by_close": {
            "type": "object",
            "description": "Connections by kind of close.",
            "required": [
              "open",
              "none",
              "four-segment",
              "three-segment",
              "simultaneous",
              "half-close",
              "reset",
              "timeout"
            ],
            "properties": {
              "open": {
                "type": "integer",
                "minimum": 0
              },
              "none": {
                "type": "integer",
                "minimum": 0
              },
              "four-segment": {
                "type": "integer",
                "minimum": 0
              },
              "three-segment": {
                "type": "integer",
                "minimum": 0
              },
              "simultaneous": {
                "type": "integer",
                "minimum": 0
              },
              "half-close": {
                "type": "integer",
                "minimum": 0
              },
              "reset": {
                "type": "integer",
                "minimum": 0
              },
              "timeout": {
                "type": "integer",
                "minimum": 0
              }
            }
          },
          "by_state": {
            "type": "object",
            "description": "Ends by state at the end of the capture.",
            "required": [
              "CLOSED",
              "LISTEN",
              "SYN-SENT",
              "SYN-RECEIVED",
              "ESTABLISHED",
              "FIN-WAIT-1",
              "FIN-WAIT-2",
              "CLOSE-WAIT",
              "CLOSING",
              "LAST-ACK",
              "TIME-WAIT",
              "UNKNOWN"
            ],
            "properties": {
              "CLOSED": {
                "type": "object",
                "required": [
                  "client",
                  "server"
                ],
                "properties": {
                  "client": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the client."
                  },
                  "server": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the server."
                  }
                }
              },
              "LISTEN": {
                "type": "object",
                "required": [
                  "client",
                  "server"
                ],
                "properties": {
                  "client": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the client."
                  },
                  "server": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the server."
                  }
                }
              },
              "SYN-SENT": {
                "type": "object",
                "required": [
                  "client",
                  "server"
                ],
                "properties": {
                  "client": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the client."
                  },
                  "server": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the server."
                  }
                }
              },
              "SYN-RECEIVED": {
                "type": "object",
                "required": [
                  "client",
                  "server"
                ],
                "properties": {
                  "client": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the client."
                  },
                  "server": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the server."
                  }
                }
              },
              "ESTABLISHED": {
                "type": "object",
                "required": [
                  "client",
                  "server"
                ],
                "properties": {
                  "client": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the client."
                  },
                  "server": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the server."
                  }
                }
              },
              "FIN-WAIT-1": {
                "type": "object",
                "required": [
                  "client",
                  "server"
                ],
                "properties": {
                  "client": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the client."
                  },
                  "server": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the server."
                  }
                }
              },
              "FIN-WAIT-2": {
                "type": "object",
                "required": [
                  "client",
                  "server"
                ],
                "properties": {
                  "client": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the client."
                  },
                  "server": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the server."
                  }
                }
              },
              "CLOSE-WAIT": {
                "type": "object",
                "required": [
                  "client",
                  "server"
                ],
                "properties": {
                  "client": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the client."
                  },
                  "server": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the server."
                  }
                }
              },
              "CLOSING": {
                "type": "object",
                "required": [
                  "client",
                  "server"
                ],
                "properties": {
                  "client": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the client."
                  },
                  "server": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the server."
                  }
                }
              },
              "LAST-ACK": {
                "type": "object",
                "required": [
                  "client",
                  "server"
                ],
                "properties": {
                  "client": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the client."
                  },
                  "server": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the server."
                  }
                }
              },
              "TIME-WAIT": {
                "type": "object",
                "required": [
                  "client",
                  "server"
                ],
                "properties": {
                  "client": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the client."
                  },
                  "server": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the server."
                  }
                }
              },
              "UNKNOWN": {
                "type": "object",
                "required": [
                  "client",
                  "server"
                ],
                "properties": {
                  "client": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the client."
                  },
                  "server": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Of the server."
                  }
                }
              }
            }
          },
          "by_basis": {
            "type": "object",
            "description": "State changes by what they rest on.",
            "required": [
              "sent",
              "proved",
              "presumed",
              "inferred",
              "timer"
            ],
            "properties": {
              "sent": {
                "type": "integer",
                "minimum": 0
              },
              "proved": {
                "type": "integer",
                "minimum": 0
              },
              "presumed": {
                "type": "integer",
                "minimum": 0
              },
              "inferred": {
                "type": "integer",
                "minimum": 0
              },
              "timer": {
                "type": "integer",
                "minimum": 0
              }
            }
          }
        }
      },
      "document": {
        "type": "object",
        "description": "What --format json prints.",
        "required": [
          "schema",
          "tool",
          "settings",
          "capture",
          "summary",
          "listeners",
          "findings",
          "connections"
        ],
        "properties": {
          "schema": {
            "const": "flowstate.report/1"
          },
          "tool": {
            "$ref": "#/$defs/tool"
          },
          "settings": {
            "$ref": "#/$defs/settings"
          },
          "capture": {
            "$ref": "#/$defs/capture"
          },
          "summary": {
            "$ref": "#/$defs/summary"
          },
          "listeners": {
            "type": "array",
            "description": "Addresses and ports that others connect to.",
            "items": {
              "$ref": "#/$defs/listener"
            }
          },
          "findings": {
            "type": "array",
            "description": "Findings that belong to no single connection.",
            "items": {
              "$ref": "#/$defs/finding"
            }
          },
          "connections": {
            "type": "array",
            "description": "Connections by id.",
            "items": {
              "$ref": "#/$defs/connection"
            }
          }
        }
      },
      "connectionLine": {
        "description": "A line of --format jsonl, when nothing can change the connection's story any more.",
        "required": [
          "type"
        ],
        "properties": {
          "type": {
            "const": "connection"
          }
        },
        "$ref": "#/$defs/connection"
      },
      "findingLine": {
        "description": "A line of --format jsonl, for a finding of no single connection.",
        "required": [
          "type"
        ],
        "properties": {
          "type": {
            "const": "finding"
          }
        },
        "$ref": "#/$defs/finding"
      },
      "summaryLine": {
        "type": "object",
        "description": "The last line of --format jsonl.",
        "required": [
          "type",
          "schema",
          "tool",
          "settings",
          "listeners",
          "capture",
          "summary"
        ],
        "properties": {
          "type": {
            "const": "summary"
          },
          "schema": {
            "const": "flowstate.report/1"
          },
          "tool": {
            "$ref": "#/$defs/tool"
          },
          "settings": {
            "$ref": "#/$defs/settings"
          },
          "listeners": {
            "type": "array",
            "description": "Addresses and ports that others connect to.",
            "items": {
              "$ref": "#/$defs/listener"
            }
          },
          "capture": {
            "$ref": "#/$defs/capture"
          },
          "summary": {
            "$ref": "#/$defs/summary"
          }
        }
      },
      "proofStep": {
        "type": [
          "object",
          "null"
        ],
        "description": "The segment whose arrival told an end something; null when nothing told it.",
        "required": [
          "frame",
          "basis",
          "proof_frame"
        ],
        "properties": {
          "frame": {
            "$ref": "#/$defs/frameOrNull",
            "description": "The segment; null when it is not in the capture."
          },
          "basis": {
            "type": "string",
            "enum": [
              "sent",
              "proved",
              "presumed",
              "inferred",
              "timer"
            ],
            "description": "What the claim rests on that it arrived."
          },
          "proof_frame": {
            "$ref": "#/$defs/frameOrNull",
            "description": "The later frame by which the capture shows that; null for none."
          }
        }
      }
    }
  }

  """#
