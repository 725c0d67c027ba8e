#pragma once
#include "models/names.hpp"
#include <boost/test/unit_test.hpp>
#include <optional>
#include <set>
#include <string>
#include <tuple>

// What must hold of every table of moves (lifecycle.md): each state is reached, each that is no end can be
// left, each act is used, each row has somebody who may make it, and no row stands twice.
template <class State, class Act, class Moves, class IsEnd>
void check_move_table(const Moves& moves, IsEnd is_end, std::set<State> begun_at = {})
{
    std::set<State> reached = begun_at, left;
    std::set<Act> used;
    std::set<std::tuple<Act, std::optional<State>, std::optional<State>>> seen;
    for (const auto& move : moves) {
        const std::optional<State> from = move.from, to = move.to;
        if (to && from != to) reached.insert(*to);
        if (from && from != to) left.insert(*from);
        used.insert(move.act);
        BOOST_TEST(move.sides != 0U, models::name_of(move.act) << " has nobody who may make it");
        BOOST_TEST(seen.insert({move.act, from, to}).second, models::name_of(move.act) << " stands twice");
    }
    for (const auto& [state, name] : models::kNames<State>) {
        BOOST_TEST(reached.contains(state), name << " is never reached");
        BOOST_TEST((is_end(state) || left.contains(state)), name << " is never left");
    }
    for (const auto& [act, name] : models::kNames<Act>)
        BOOST_TEST(used.contains(act), name << " moves nothing");
}

// "offered, received > expired": where an act leads, as the life cycle writes it; "-" is nothing before or
// after.
template <class Act, class Moves> std::string way_of(const Moves& moves, Act act)
{
    std::string from;
    std::set<std::string> to;
    for (const auto& move : moves) {
        if (move.act != act) continue;
        const auto name = [](const auto& state) {
            return state ? std::string(models::name_of(*state)) : "-";
        };
        const auto begin = name(std::optional(move.from)), end = name(std::optional(move.to));
        if (from.find(begin) == from.npos || begin == "-") from += (from.empty() ? "" : ", ") + begin;
        to.insert(begin == end ? "the same" : end);
    }
    std::string text = from + " >";
    for (const auto& end : to) text += " " + end;
    return text;
}

template <class E> void check_names()
{
    std::set<E> values;
    std::set<std::string_view> names;
    for (const auto& [value, name] : models::kNames<E>) {
        BOOST_TEST(values.insert(value).second, name << " names a value twice");
        BOOST_TEST(names.insert(name).second, name << " names two values");
        BOOST_TEST((models::from_name<E>(name) == value), name);
        BOOST_TEST(static_cast<std::size_t>(value) == values.size() - 1, name << " out of order");
        BOOST_TEST(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == name.npos, name);
    }
    BOOST_TEST(!models::from_name<E>("no such name"));
}
