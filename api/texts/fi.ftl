## bot

## chat

## chat-button

## guide

## desk

## trainers

## login

## error

## ticket
