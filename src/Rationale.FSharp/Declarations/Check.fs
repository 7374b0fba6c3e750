namespace Rationale.FSharp

open System

/// Ranges of the values of operations: each check gives the problems that it finds, as they follow "dense(0) of 'Digits': ".
module internal Check =
    let private isSingle (value: float) = Double.IsFinite value && Single.IsFinite(float32 value)

    let outside (parameter: string) (value: string) (expected: string) = [ $"{parameter} is {value}, but it must be {expected}" ]

    let private require holds parameter (value: float) expected =
        if holds then [] else outside parameter (Phrases.number value) expected

    let count parameter (value: int) = require (value >= 1) parameter (float value) "at least 1"

    let countOrZero parameter (value: int) = require (value >= 0) parameter (float value) "0 or more"

    let counts parameter (values: int list) =
        if values.IsEmpty then [ $"{parameter} has no dimension, but it needs at least one" ] else List.collect (count parameter) values

    let weight parameter (value: float) = require (value >= 0.0 && Double.IsFinite value) parameter value "a finite number of 0 or more"

    let finite parameter (value: float) = require (Double.IsFinite value) parameter value "finite"

    let rate parameter (value: float) = require (value >= 0.0 && value < 1.0) parameter value "at least 0 and below 1"

    let share parameter (value: float) = require (value > 0.0 && value <= 1.0) parameter value "above 0 and at most 1"

    /// What is zero in single precision divides by zero all the same.
    let epsilon parameter (value: float) = require (float32 value > 0.0f && isSingle value) parameter value "finite and above 0 in single precision"

    let choice<'Choice when 'Choice: struct and 'Choice :> Enum and 'Choice: (new: unit -> 'Choice) and 'Choice :> ValueType> parameter (value: 'Choice) =
        if Enum.IsDefined value then [] else outside parameter (string (box value)) $"""one of {String.Join(", ", Enum.GetNames<'Choice>())}"""
