"""A Document to a Meeting: `meeting.parse_meeting`. Nothing is loaded here: what answers takes a rule or two from this
package, and parses nothing.
"""
