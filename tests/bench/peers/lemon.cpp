// LEMON as a peer: peer_lemon FILE (write_flow of solvers.hpp). Told "go" it answers with its seconds and the
// highest value, which is exact, or ends.
#include <chrono>
#include <fstream>
#include <iostream>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <string>
#include <vector>

int main(int count, char** words)
{
    if (count != 2) return 2;
    std::ifstream in(words[1]);
    int nodes = 0, arcs = 0;
    long long supply = 0;
    in >> nodes >> arcs >> supply;
    lemon::SmartDigraph graph;
    graph.reserveNode(nodes);
    graph.reserveArc(arcs);
    for (int i = 0; i < nodes; ++i) graph.addNode();
    lemon::SmartDigraph::ArcMap<long long> capacities(graph), costs(graph);
    int from = 0, to = 0;
    long long capacity = 0, cost = 0;
    for (int i = 0; i < arcs && in >> from >> to >> capacity >> cost; ++i) {
        const auto arc = graph.addArc(graph.nodeFromId(from), graph.nodeFromId(to));
        capacities[arc] = capacity;
        costs[arc] = cost;
    }
    if (!in) return 2;

    std::string word;
    std::getline(std::cin, word);
    const auto began = std::chrono::steady_clock::now();
    lemon::NetworkSimplex<lemon::SmartDigraph, long long> simplex(graph);
    simplex.upperMap(capacities).costMap(costs);
    simplex.stSupply(graph.nodeFromId(0), graph.nodeFromId(nodes - 1), supply);
    if (simplex.run() != simplex.OPTIMAL) return 1;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::cout << std::fixed << took.count() << ' ' << -simplex.totalCost<long long>() << std::endl;
    std::getline(std::cin, word); // until it is ended
}
