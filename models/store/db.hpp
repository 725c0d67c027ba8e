#pragma once
#include "models/store/value.hpp"
#include <chrono>
#include <memory>

// The only door to the database. Stores see Reader and Writer; SOCI stays behind statement.hpp.
namespace store {

class Vault;     // seal.hpp: keys, ciphertext, search tokens
class Statement; // statement.hpp: prepared once, cached by its connection

struct Sql {
    const char* name; // logs print the name, never the text
    const char* text;
};

// One use of a cached statement; given back reset. The same statement is not used twice at once.
class Query {
public:
    Query(Statement& statement, Params params) : statement_(statement), params_(std::move(params)) {}
    Query(const Query&) = delete;
    ~Query();
    // int64, text, id, money, time, date, area, enum, bool, or optional of these; NULL into anything else but
    // an id or an area is a DatabaseError. false: no more rows.
    template <class... Columns> bool next(Columns&... columns);
    std::int64_t run(); // rows changed

private:
    bool fetch(std::size_t columns);
    const Cell& cell(std::size_t column) const;
    Statement& statement_;
    Params params_;
    bool started_ = false;
};

enum class Backend { sqlite, postgresql };

// One database connection with its prepared statements. Not shared between threads.
class Connection {
public:
    enum class Access { read, write };
    // url: "sqlite:PATH" or "postgresql:CONNINFO". Sets every pragma of architecture.md §4. A writing SQLite
    // connection holds PATH.lock: a second one is refused with a sentence. vault may be null where nothing
    // sealed is read.
    Connection(std::string_view url, Access access, std::shared_ptr<const Vault> vault);
    ~Connection();
    Backend backend() const;
    const Vault& vault() const;
    bool has_vault() const;
    Statement& statement(const Sql& sql, const Params& params);
    void begin();  // write: BEGIN IMMEDIATE; read: one consistent picture; a lost connection is made anew
    void commit(); // throws if what was begun is gone: then nothing of it is in the database
    void rollback();
    bool in_transaction() const;
    void spoil(); // a job could not be undone: the transaction can only be rolled back
    void execute(const char* name, std::string_view statement); // migrations, pragmas, savepoints

    // How long a statement of a reading connection may take (5 s at first); a longer one is too_slow.
    void limit_reading(std::chrono::milliseconds limit);

    std::int64_t next_id();       // milliseconds, process number, counter; never going back
    void lease_process_number();  // migrate() does it; further writing connections once each
    std::int64_t process() const; // the number leased, counting up; 0 before

    struct Inside;

private:
    std::unique_ptr<Inside> inside_;
};

// One consistent picture of the database. Cannot change it.
class Reader {
public:
    explicit Reader(Connection& connection); // BEGIN … COMMIT, read only
    virtual ~Reader();
    Reader(const Reader&) = delete;
    Query query(const Sql& sql, const Params& params = {})
    {
        return {connection_.statement(sql, params), params};
    }
    const Vault& vault() const { return connection_.vault(); }
    Backend backend() const { return connection_.backend(); }

protected:
    struct InTransaction {};
    Reader(Connection& connection, InTransaction) : connection_(connection), owns_(false) {}
    Connection& connection_;

private:
    bool owns_ = true;
};

// One job's share of the transaction that the write lane has open. Undone unless kept.
class Writer : public Reader {
public:
    explicit Writer(Connection& connection); // SAVEPOINT; refuses when the transaction is gone or spoiled
    explicit Writer(Writer& whole) : Writer(whole.connection_) {} // a part of it, undone alone unless kept
    ~Writer() override;                                           // ROLLBACK TO, unless kept
    std::int64_t change(const Sql& sql, const Params& params = {}) { return query(sql, params).run(); }
    template <class AnyId> AnyId new_id() { return AnyId{connection_.next_id()}; }
    std::int64_t process() const { return connection_.process(); }
    void keep(); // RELEASE

private:
    bool kept_ = false;
};

template <class... Columns> bool Query::next(Columns&... columns)
{
    if (!fetch(sizeof...(columns))) return false;
    std::size_t at = 0;
    (..., (take(cell(at), at, columns), ++at));
    return true;
}

} // namespace store
