"""A power company's programme of aid: money by year, an open day, a study trip, a wind farm."""
